import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, printSchema } from 'graphql'
import { breakingChanges } from '../contract/breaking-changes.ts'

// Compares docs/schema.graphql with docs/schema-baseline.graphql, what clients rely on: a name that is there stays, and means no less.
// With --write today's schema becomes the baseline: at a release, and for a break that a major version announces.

const docs = join(import.meta.dirname, '../../../docs')
const baseline = join(docs, 'schema-baseline.graphql')
const schema = readFileSync(join(docs, 'schema.graphql'), 'utf8')

if (process.argv.includes('--write')) writeFileSync(baseline, withoutDescriptions(schema))
const changes = await breakingChanges(readFileSync(baseline, 'utf8'), schema)
for (const change of changes) console.error(change)
if (changes.length > 0) {
  console.error(
    'Clients of docs/schema-baseline.graphql would break. Keep what they use beside the new, and deprecate it.',
  )
  process.exitCode = 1
}

/** Descriptions promise nothing to a program. */
function withoutDescriptions(sdl: string): string {
  const text = printSchema(buildSchema(sdl.replace(/"""[\s\S]*?"""|^\s*"(?:[^"\\]|\\.)*"$/gm, '')))
  return `${text}\n`
}
