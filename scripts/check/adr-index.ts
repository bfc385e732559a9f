import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// docs/adr/README.md lists the decisions with date and status; `node scripts/check/adr-index.ts --write` writes it, without it says what differs.

const directory = join(import.meta.dirname, '../../docs/adr')
const title = /^# (\d+)\. (.+)\n\n(Accepted|Superseded by \d+|Proposed), (\d{4}-\d\d-\d\d)\.\n\n## Context\n/
const sections = ['## Context', '## Decision', '## Consequences']

const rows = readdirSync(directory)
  .filter((name) => /^\d{4}-.+\.md$/.test(name))
  .toSorted()
  .map((name) => {
    const text = readFileSync(join(directory, name), 'utf8')
    const [, number = '', says = '', status = '', date = ''] = title.exec(text) ?? []
    const lacks = sections.filter((section) => !text.includes(`\n${section}\n`))
    if (Number(number) !== Number(name.slice(0, 4)) || lacks.length > 0) refuse(name)
    return `| [${name.slice(0, 4)}](${name}) | ${says} | ${status} | ${date} |`
  })
const numbers = rows.map((row) => row.slice(3, 7))
for (const number of new Set(numbers))
  if (numbers.filter((one) => one === number).length > 1) refuse(`two decisions have the number ${number}`)

const wanted = `# Decisions

What a newcomer would question, each in half a page: context, decision, consequences. This list is written by \`node scripts/check/adr-index.ts --write\`.

| number | decision | status | date |
| --- | --- | --- | --- |
${rows.join('\n')}
`
const index = join(directory, 'README.md')
if (process.argv.includes('--write')) writeFileSync(index, wanted)
else if (readFileSync(index, { encoding: 'utf8', flag: 'a+' }) !== wanted)
  refuse('docs/adr/README.md is not the list of the decisions: run node scripts/check/adr-index.ts --write')

function refuse(what: string): void {
  console.error(
    what.endsWith('.md')
      ? `docs/adr/${what}: begin with "# N. Title", "Accepted, 2026-11-22." and the sections Context, Decision, Consequences.`
      : `${what}.`,
  )
  process.exitCode = 1
}
