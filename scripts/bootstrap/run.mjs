import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { MissingError } from './missing-error.mjs'

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..')
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const parent = process.ppid
/** Under npm, whose death is the end of its command; anybody else may start this and leave. */
const parentIsGone = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== parent
const binaries = join(root, 'node_modules/.bin')

/** The environment of what runs here: the workspace's own binaries first (Node 24 among them), nobody phones home, nothing is downloaded unasked. */
function environment(extra = {}) {
  return {
    ...process.env,
    PATH: [binaries, process.env.PATH].join(delimiter),
    APOLLO_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    DO_NOT_TRACK: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? '/bin/true',
    // Saves about a third of the processor time of each service's start.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache/compile'),
    ...extra,
  }
}

/** Runs a step in silence; when it fails, its output and the sentence are shown. */
export async function runQuietly(program, args, sentence, extra = {}) {
  const child = spawn(program, args, { cwd: root, env: environment(extra), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = (output + chunk).slice(-20_000)))
  const code = await exitCode(child).catch((error) => {
    output += `${program}: ${error.message}\n`
  })
  if (code === 0) return output
  process.stderr.write(`\n${output}`)
  throw new MissingError(sentence)
}

/** Runs the command proper: it has the terminal, hears its signals itself, and its exit code becomes ours. */
export async function runInForeground(program, args, extra = {}) {
  // The ipc channel carries nothing: it breaks when this process is killed, and tells the child to stop in order.
  const child = spawn(program, args, {
    cwd: root,
    env: environment(extra),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // The child decides when it is over. Ctrl-C reaches it twice, from the terminal and from here; it knows.
  const passOn = (signal) => child.kill(signal)
  for (const signal of signals) process.on(signal, passOn)
  const orphaned = setInterval(() => parentIsGone() && child.kill('SIGTERM'), 500)
  try {
    return await exitCode(child)
  } finally {
    clearInterval(orphaned)
    for (const signal of signals) process.off(signal, passOn)
  }
}

function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}
