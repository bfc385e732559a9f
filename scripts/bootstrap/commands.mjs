import { bundlePrograms, startBundle } from './bundles.mjs'
import { generateCode, generateCodeAndBuildWeb } from './generated.mjs'
import { kafkaJars } from './kafka-jars.mjs'
import { node24 } from './node24.mjs'
import { installPackages } from './packages.mjs'
import { runInForeground } from './run.mjs'
import { ensureChromium, ensureJava } from './system.mjs'

// kafkajs computes negative timeouts on Node 24 (docs/adr).
const quiet = ['--disable-warning=TimeoutNegativeWarning']

/** What each npm script does after the bootstrap: it brings only what that command needs. Each gives an exit code. */
export const commands = {
  async start(args) {
    const node = await readyToRun({ web: true })
    await bundlePrograms(node)
    return runInForeground(node, [...quiet, startBundle, '--bundles', ...args])
  },

  async dev(args) {
    const node = await readyToRun({ web: false })
    return runInForeground(node, [...quiet, 'packages/launcher/src/commands/start.ts', '--dev', ...args])
  },

  test: (args) => inChromium(['scripts/test.ts', ...args]),

  screenshots: (args) => inChromium(['e2e/browser/screenshots.ts', ...args]),

  async check(args) {
    const node = await readyToRead()
    return runInForeground(node, ['scripts/check.ts', ...args])
  },

  async generate() {
    await readyToRead()
    return 0
  },

  /** All that a start needs, and no start. */
  async build() {
    await bundlePrograms(await readyToRun({ web: true }))
    return 0
  },

  async reset(args) {
    await installPackages()
    return runInForeground(node24(), ['packages/launcher/src/commands/reset.ts', ...args])
  },

  /** A program of the repository by its path: what the other npm scripts are. */
  async run(program) {
    await installPackages()
    return runInForeground(node24(), program)
  },
}

/** Runs a program that looks at the web app. */
async function inChromium(program) {
  const chromium = await ensureChromiumAfterPackages()
  const node = await readyToRun({ web: true })
  return runInForeground(node, program, { CHROMIUM_PATH: chromium })
}

async function readyToRun({ web }) {
  await installPackages()
  const node = node24()
  await ensureJava()
  await kafkaJars(node)
  await (web ? generateCodeAndBuildWeb(node) : generateCode(node))
  return node
}

async function readyToRead() {
  await installPackages()
  const node = node24()
  await generateCode(node)
  return node
}

// Before the long steps: who lacks a browser hears it first, and Playwright's own one is found through its package.
async function ensureChromiumAfterPackages() {
  await installPackages()
  return ensureChromium()
}
