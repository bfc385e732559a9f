import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareContract } from '../contract/compare-contract.ts'
import { readLaterList } from '../contract/later-list.ts'
import { schemaFacts } from '../contract/schema-facts.ts'

// npm run contract -- PATH: compares docs/schema.graphql with the public contract at PATH.

const [contractPath] = process.argv.slice(2)
if (!contractPath || !existsSync(contractPath)) {
  const problem = contractPath ? `There is no file ${contractPath}. ` : ''
  console.error(`${problem}Say which file holds the contract: npm run contract -- ../shared/api.graphql`)
  process.exit(2)
}
const docs = join(import.meta.dirname, '../../../docs')
const { problems, additions } = compareContract(
  schemaFacts(readFileSync(contractPath, 'utf8')),
  schemaFacts(readFileSync(join(docs, 'schema.graphql'), 'utf8')),
  readLaterList(readFileSync(join(docs, 'contract-later.txt'), 'utf8')),
)
if (additions.length > 0) console.log(`Beyond the contract, which is allowed: ${additions.join(', ')}.`)
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log('docs/schema.graphql keeps the contract; what is missing is what docs/contract-later.txt lists.')
