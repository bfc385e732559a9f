import { totalOf } from '../measure/forum-processes.ts'
import type { Cell, Measured } from './measure-pages.ts'

/** A page whose p95 rises by no more than this has not grown, whatever the ratio. */
const allowedRiseMs = 10

/**
 * The largest forum's over the smallest's, less is better: of processor time the worst page's; of p95 the worst of those that take 10 ms longer
 * and more, search by itself; then how long FOLLOWING of 500 people takes in the largest, as on the machine that bounds are written for.
 */
export function figuresOf(pages: Measured, likeRatio: number, calibration: number): Record<string, number> {
  const ends = [...pages].map(([name, cells]) => ({
    name,
    smallest: [...cells.values()].at(0),
    largest: [...cells.values()].at(-1),
  }))
  const worst = (ratio: (smallest: Cell, largest: Cell) => number, isMeant: (name: string) => boolean = () => true) =>
    Math.max(
      ...ends.flatMap(({ name, smallest, largest }) =>
        smallest && largest && isMeant(name) ? [ratio(smallest, largest)] : [],
      ),
    )
  const cpu = (smallest: Cell, largest: Cell) => totalOf(largest.cpu) / totalOf(smallest.cpu)
  const p95 = (smallest: Cell, largest: Cell) =>
    largest.p95Ms - smallest.p95Ms <= allowedRiseMs
      ? Math.min(1, largest.p95Ms / smallest.p95Ms)
      : largest.p95Ms / smallest.p95Ms
  const isSearch = (name: string) => name.startsWith('search')
  const following = [...(pages.get('following500')?.values() ?? [])].at(-1)
  return {
    worst_cpu: worst(cpu),
    worst_p95: worst(p95, (name) => !isSearch(name)),
    search_p95: worst(p95, isSearch),
    following500_p95_ms: (following?.p95Ms ?? Number.NaN) / calibration,
    like_of_100000: likeRatio,
  }
}
