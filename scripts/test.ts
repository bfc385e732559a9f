import { seconds } from '../packages/launcher/src/terminal/progress.mjs'
import { runStage, type StageResult } from './test/run-stage.ts'
import { stages } from './test/stages.ts'

// npm test [-- STAGE…]: the stages one after the other, or those that are named. Stops at the first that fails.
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const results: StageResult[] = []
for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stdout.write(`\n=== ${stage.name} ===\n`)
  const result = await runStage(stage)
  results.push(result)
  if (!result.ok) break
}

process.stdout.write('\n')
for (const { name, ok, passed, failed, tookMs } of results) {
  process.stdout.write(
    `  ${name.padEnd(22)} ${ok ? 'ok' : 'FAILED'}, ${passed} passed, ${failed} failed (${seconds(tookMs)})\n`,
  )
}
const sum = (count: (result: StageResult) => number) => results.reduce((total, result) => total + count(result), 0)
process.stdout.write(`\n${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed\n`)
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
