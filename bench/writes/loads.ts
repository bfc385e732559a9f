import { type ByProcess, totalOf } from '../measure/forum-processes.ts'
import { likesToNumbers } from './number-probe.ts'
import { atRate, type Rate } from './open-loop.ts'
import type { Outcomes, Writers } from './writers.ts'

/** Somebody writes at a rate; `cpuOf` is whose processor time counts. */
export type Load = {
  name: string
  perSecond: number
  cpuOf: (used: ByProcess) => number
  write: (writers: Writers, outcomes: Outcomes) => Promise<void>
}

const clickhouse = (used: ByProcess) => used.clickhouse
const like = (writers: Writers, outcomes: Outcomes) => writers.like(outcomes)

export const loads: readonly Load[] = [
  // Two thirds of a second apart: each is a batch of its own.
  { name: 'like', perSecond: 1.5, cpuOf: clickhouse, write: like },
  { name: 'like20', perSecond: 20, cpuOf: clickhouse, write: like },
  { name: 'like300', perSecond: 300, cpuOf: clickhouse, write: like },
  { name: 'comment', perSecond: 5, cpuOf: totalOf, write: (writers, outcomes) => writers.comment(outcomes) },
  { name: 'post', perSecond: 5, cpuOf: totalOf, write: (writers, outcomes) => writers.post(outcomes) },
]

/** What is under way when it is measured how soon a like is a number; processor time is measured without those who look. */
export const probedName = 'numbers'
const probedPerSecond = 300

/** Likes at the probed load's rate, and how soon some of them are numbers. */
export async function probe(
  writers: Writers,
  { seconds }: Pick<Rate, 'seconds'>,
  outcomes: Outcomes,
): Promise<{ held: number; delaysMs: number[] }> {
  const [{ held }, delaysMs] = await Promise.all([
    atRate({ perSecond: probedPerSecond, seconds }, () => writers.like(outcomes)),
    likesToNumbers(writers, { seconds }, outcomes),
  ])
  return { held, delaysMs }
}
