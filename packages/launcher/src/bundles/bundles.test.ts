import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cleanUp } from '@forum/testing'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { repository } from '../settings/settings.ts'
import { keepPackages } from './keep-packages.ts'
import { keepPlaces } from './keep-places.ts'
import { bundled, bundleFolder, bundleName, programOf } from './programs.ts'

/** A repository of these files, and what its bundle of gateway/src/main.ts prints. */
async function printed(files: Record<string, string>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'forum-bundles-')))
  cleanUp(() => rm(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(root, dirname(name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
  const plugins = [keepPackages(root), keepPlaces(root)]
  const bundle = await rolldown({ cwd: root, input: { main: 'gateway/src/main.ts' }, platform: 'node', plugins })
  await bundle.write({ dir: join(root, bundleFolder), entryFileNames: '[name].mjs', format: 'esm' })
  return execFileSync(process.execPath, [join(root, bundleFolder, 'main.mjs')], { encoding: 'utf8' })
}

test('a module of a bundle finds the files beside its source', async () => {
  const main = `
    import { readFileSync } from 'node:fs'
    import { join } from 'node:path'
    import below from './below.cjs'
    const beside: string = readFileSync(join(import.meta.dirname, 'beside.txt'), 'utf8')
    const byUrl = readFileSync(new URL('./beside.txt', import.meta.url), 'utf8')
    process.stdout.write([beside, byUrl, below].join(' '))`
  const below = `module.exports = require('node:fs').readFileSync(__dirname + '/../data/below.txt', 'utf8')`
  const files = { 'gateway/src/beside.txt': 'beside', 'gateway/data/below.txt': 'below' }
  expect(await printed({ ...files, 'gateway/src/main.ts': main, 'gateway/src/below.cjs': below })).toBe(
    'beside beside below',
  )
})

test('a thread with a bundle is started from it, and one without from its source', async () => {
  const main = `
    const urls: URL[] = [new URL('./planning/plan-thread.ts', import.meta.url), new URL('./other.ts', import.meta.url)]
    process.stdout.write(urls.map(({ pathname }) => pathname.split('/').slice(-3).join('/')).join(' '))`
  expect(await printed({ 'gateway/src/main.ts': main })).toBe(
    'launcher/dist/gateway-src-planning-plan-thread.mjs gateway/src/other.ts',
  )
})

test('a kept package that only one workspace has is found there', async () => {
  const packageFolder = 'gateway/node_modules/piscina'
  const files = {
    [`${packageFolder}/package.json`]: '{ "name": "piscina", "main": "main.js" }',
    [`${packageFolder}/main.js`]: `exports.where = __dirname`,
    'gateway/src/main.ts': `import { where } from 'piscina'\nprocess.stdout.write(where)`,
  }
  expect(await printed(files)).toMatch(/gateway\/node_modules\/piscina$/)
})

test('each program that is bundled exists, and the bootstrap runs that of the start', async () => {
  for (const source of bundled) expect(existsSync(join(repository, source)), source).toBe(true)
  const bootstrap = await readFile(join(repository, 'scripts/bootstrap/bundles.mjs'), 'utf8')
  expect(bootstrap).toContain(bundleFolder)
  expect(bootstrap).toContain(`${bundleName('packages/launcher/src/commands/start.ts')}.mjs`)
})

test('a program without a bundle runs from its source, and so does everything where bundles are not run', () => {
  const [source, other] = ['gateway/src/main.ts', 'subgraphs/auth/src/commands/create-admin.ts']
  expect(programOf(source, true)).toBe('packages/launcher/dist/gateway-src-main.mjs')
  expect(programOf(source, false)).toBe(source)
  expect(programOf(other, true)).toBe(other)
})
