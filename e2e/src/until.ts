import { setTimeout as wait } from 'node:timers/promises'

/**
 * Waits until something is so, and throws when it is not after `withinMs`: the only place of e2e/ that waits by the clock. A condition gives
 * true, or a sentence that says what is missing.
 */
export async function until(condition: () => Promise<true | string>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const outcome = await condition()
    if (outcome === true) return
    if (performance.now() > deadline) throw new Error(`not within ${withinMs / 1000} s: ${outcome}`)
    await wait(20)
  }
}

/**
 * Waits, if need be, for the next hour, half-hour, …, until so much is left of the running one: what a test does in that time falls into one.
 */
export async function untilLeftOf(periodMs: number, leftMs: number): Promise<void> {
  const left = () => periodMs - (Date.now() % periodMs)
  await until(async () => left() >= leftMs || `${left()} ms are left of the period`, leftMs + 1_000)
}
