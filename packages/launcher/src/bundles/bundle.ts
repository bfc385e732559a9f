import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { repository } from '../settings/settings.ts'
import { keepPackages } from './keep-packages.ts'
import { keepPlaces } from './keep-places.ts'
import { bundled, bundleFolder, bundleName } from './programs.ts'

// Run by the bootstrap before a start, when a source or a package changed: writes the bundles.

const bundle = await rolldown({
  cwd: repository,
  input: Object.fromEntries(bundled.map((source) => [bundleName(source), source])),
  platform: 'node',
  plugins: [keepPackages(repository), keepPlaces(repository)],
  onLog(level, { code = '', message }) {
    if (level === 'warn') throw new Error(`${code}: ${message}`)
  },
})
await bundle.write({
  dir: join(repository, bundleFolder),
  cleanDir: true,
  entryFileNames: '[name].mjs',
  chunkFileNames: 'shared-[hash].mjs',
  format: 'esm',
})
