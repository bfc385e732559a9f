import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { say, seconds } from '../../packages/launcher/src/terminal/progress.mjs'
import type { Step } from './steps.ts'

export type StepResult = { step: Step; ok: boolean; output: string; tookMs: number }

const atOnce = 3

/** Runs the steps, a few at a time, and says how each went as it ends. */
export async function runSteps(steps: readonly Step[]): Promise<StepResult[]> {
  const waiting = [...steps]
  const results: StepResult[] = []
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step)
      say(step.name, `${result.ok ? 'ok' : 'FAILED'} (${seconds(result.tookMs)})`)
      results.push(result)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

async function runStep(step: Step): Promise<StepResult> {
  const started = performance.now()
  const { ok, output } = await run(step)
  return { step, ok, output, tookMs: performance.now() - started }
}

function run({ program, args }: Step): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', (error) => resolve({ ok: false, output: `${program} cannot run: ${error.message}` }))
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}
