import { seconds } from '../packages/launcher/src/terminal/progress.mjs'
import { runSteps } from './check/run-steps.ts'
import { steps } from './check/steps.ts'

// npm run check [-- NAME…]: the steps whose name begins with one of the given words; without any all that need no network, with --all all.
const isAll = process.argv.includes('--all')
const wanted = process.argv.slice(2).filter((word) => word !== '--all')
const chosen = steps.filter(({ name, asksNetwork }) =>
  wanted.length === 0 ? isAll || !asksNetwork : wanted.some((word) => name.startsWith(word)),
)
if (chosen.length === 0) {
  console.error(`No step is called ${wanted.join(' or ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const started = performance.now()
const results = await runSteps(chosen)
const failed = results.filter(({ ok }) => !ok)
for (const { step, ok, output } of results)
  if (ok && step.tells && output.trim()) process.stdout.write(`\n${step.name}: ${output.trim()}\n`)
for (const { step, output } of failed) process.stdout.write(`\n--- ${step.name} ---\n${output.trim()}\n`)
process.stdout.write(
  `\n${results.length - failed.length} of ${results.length} checks passed in ${seconds(performance.now() - started)}.\n`,
)
process.exit(failed.length === 0 ? 0 : 1)
