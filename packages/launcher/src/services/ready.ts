import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { StartError } from '@forum/service-kit'
import { z } from 'zod'
import type { ServicePlan } from './service-plan.ts'

const logLine = z.object({ msg: z.string(), err: z.object({ message: z.string() }).optional() })
const readiness = z.object({ checks: z.record(z.string(), z.boolean()).optional() })
/** Each look costs some milliseconds of a machine that is busy with the start itself. */
const lookEveryMs = 250

/** Resolves when the service's /readyz is 200, which means that its stores answer and its consumers have joined. */
export async function untilReady(
  plan: ServicePlan,
  isRunning: () => boolean,
  output: string,
  withinMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isReady(plan))) {
    if (!isRunning())
      throw new StartError(`${plan.label} ended while it started. It said: ${lastWords(output)} (all of it: ${output})`)
    if (performance.now() > deadline) {
      throw new StartError(
        `${plan.label} is not ready after ${withinMs / 1000} s (it waits for: ${await missing(plan)}). Its log is ${output}.`,
      )
    }
    await delay(lookEveryMs)
  }
}

/** The last line of a log; of a structured one its error or message. */
function lastWords(file: string): string {
  const line = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? ''
  const parsed = logLine.safeParse(parseJson(line))
  return parsed.success ? (parsed.data.err?.message ?? parsed.data.msg) : line
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // plain words
  }
}

async function isReady({ readyUrl }: ServicePlan): Promise<boolean> {
  try {
    const response = await fetch(readyUrl, { signal: AbortSignal.timeout(3_000) })
    return response.ok
  } catch {
    return false // nobody listens yet, or something that is not ready to speak
  }
}

/** What is missing, as /readyz says on the port of operations. */
async function missing({ metricsUrl }: ServicePlan): Promise<string> {
  try {
    const inside = await fetch(`${metricsUrl}/readyz`, { signal: AbortSignal.timeout(3_000) })
    const { checks = {} } = readiness.parse(await inside.json())
    const open = Object.entries(checks).flatMap(([name, ok]) => (ok ? [] : [name]))
    return open.join(', ') || 'its first check'
  } catch {
    return 'its port' // nobody listens there, or something that is not ready to speak
  }
}
