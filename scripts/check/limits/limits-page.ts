import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { limitRows } from './table.ts'

// docs/limits.md is written from the constants that the code goes by; the check says when it is not what they say.
const page = join(import.meta.dirname, '../../../docs/limits.md')

const table = [
  '| what | limit | beyond it |',
  '| --- | --- | --- |',
  ...limitRows().map((cells) => `| ${cells.join(' | ')} |`),
].join('\n')

const text = `# Limits

An address is an IPv4 address or the /64 of an IPv6 one. Beyond a limit Retry-After (or \`retryAfterSeconds\`) says when to go on; \`RateLimit\` and
\`RateLimit-Policy\` on /graphql say what is left. What an operation takes is known once it was sent; before, its price is estimated from its cost.
Written by \`node scripts/check/limits/limits-page.ts --write\`; \`npm run check\` compares.

${table}
`

if (process.argv.includes('--write')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/limits.md is not what the code says: npx node scripts/check/limits/limits-page.ts --write')
  process.exitCode = 1
}
