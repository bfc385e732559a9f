import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeSupergraph } from '../composition/compose-supergraph.ts'
import { readSubgraphSources } from '../composition/subgraph-sources.ts'

// npm run compose:supergraph [-- --check]: writes supergraph.graphql and docs/schema.graphql from the subgraphs' SDL on disk, or says
// whether the committed ones still are what would be written.

const root = join(import.meta.dirname, '../../..')
const composition = composeSupergraph(readSubgraphSources(root))
if (!composition.ok) {
  for (const problem of composition.problems) console.error(problem)
  process.exit(1)
}
const files = { 'supergraph.graphql': composition.supergraphSdl, 'docs/schema.graphql': composition.publicSdl }
const drifted = Object.entries(files).filter(([path, text]) => {
  const file = join(root, path)
  return !existsSync(file) || readFileSync(file, 'utf8') !== text
})
if (process.argv.includes('--check')) {
  for (const [path] of drifted)
    console.error(`${path} is not what the subgraphs compose to. Run npm run compose:supergraph.`)
  process.exit(drifted.length > 0 ? 1 : 0)
}
for (const [path, text] of drifted) writeFileSync(join(root, path), text)
console.log(drifted.length > 0 ? `Wrote ${drifted.map(([path]) => path).join(' and ')}.` : 'Nothing changed.')
