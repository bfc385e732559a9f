import { setTimeout as wait } from 'node:timers/promises'
import { type ByProcess, cpuByProcess, minus, per } from '../measure/forum-processes.ts'

/** What a window took, and how long it was. */
export type Window = { used: ByProcess; ms: number }

/** Processor time of the forum while `work` runs, and no shorter than `leastMs`: what goes on after the last answer counts too. */
export async function during(
  pid: number,
  leastMs: number,
  work: () => Promise<unknown> = async () => {},
): Promise<Window> {
  const before = cpuByProcess(pid)
  const began = performance.now()
  await work()
  const left = leastMs - (performance.now() - began)
  if (left > 0) await wait(left)
  return { used: minus(cpuByProcess(pid), before), ms: performance.now() - began }
}

/** What a window took above rest, which is the mean of the windows before and after it for as long as it was itself. */
export function aboveRest({ used, ms }: Window, before: Window, after: Window): ByProcess {
  const rest = (window: Window) => per(window.used, window.ms / ms)
  return minus(minus(used, per(rest(before), 2)), per(rest(after), 2))
}
