import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLaterList } from '../../gateway/src/contract/later-list.ts'
import { schemaFacts } from '../../gateway/src/contract/schema-facts.ts'

// docs/contract-later.txt lists what the public schema does not have yet: what it has by now must leave the list.
const docs = join(import.meta.dirname, '../../docs')
const facts = schemaFacts(readFileSync(join(docs, 'schema.graphql'), 'utf8'))
for (const { name, line } of readLaterList(readFileSync(join(docs, 'contract-later.txt'), 'utf8'))) {
  if (!facts.has(name)) continue
  console.error(
    `docs/contract-later.txt, line ${line}: ${name} is in docs/schema.graphql by now. Remove it from the list.`,
  )
  process.exitCode = 1
}
