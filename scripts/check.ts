import { seconds } from '../packages/launcher/src/terminal/progress.mjs'
import { runSteps } from './check/run-steps.ts'
import { steps } from './check/steps.ts'

// npm run check [-- NAME…]: all steps, or those whose name begins with one of the given words.
const wanted = process.argv.slice(2)
const chosen = steps.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
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
