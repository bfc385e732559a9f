import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../../packages/launcher/src/terminal/progress.mjs'
import { root, runQuietly } from './run.mjs'

const folder = 'packages/launcher/dist'
const note = join(root, folder, 'made-of')

/** Of packages/launcher/src/commands/start.ts. */
export const startBundle = `${folder}/packages-launcher-src-commands-start.mjs`

/** What `npm start` runs, as few files each: made again when a source, a generated file or an installed package is not the one they were made of. */
export async function bundlePrograms(node) {
  const sources = stateOfSources()
  if (existsSync(note) && readFileSync(note, 'utf8') === sources) return
  await waitFor('programs', 'bundling what a start runs', () =>
    runQuietly(node, ['packages/launcher/src/bundles/bundle.ts'], 'The programs could not be bundled: see above.'),
  )
  writeFileSync(note, sources)
}

/** By size and time of change, not by content: that takes a hundredth of a second, and at most bundles once too often. */
function stateOfSources() {
  const hash = createHash('sha256')
  const add = (file) => {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  add(join(root, 'node_modules/.package-lock.json'))
  for (const folder of sourceFolders())
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) add(join(entry.parentPath ?? entry.path, entry.name))
  return hash.digest('hex')
}

const sourceFolders = () =>
  ['packages', 'subgraphs']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name, 'src')))
    .concat(join(root, 'gateway/src'))
    .filter((folder) => existsSync(folder))
