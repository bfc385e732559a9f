import { batchLoader } from '@forum/graphql-kit'
import type { DayRange } from './buckets.ts'

export type DaysKey<Stats> = { stats: Stats; range: DayRange }

/** Of one request: days of many things in one query for each range that is asked for. */
export function daysLoader<Stats extends { asOf: Date }, Day>(
  idOf: (stats: Stats) => string,
  load: (ids: readonly string[], range: DayRange, asOf: Date) => Promise<ReadonlyMap<string, Day[]>>,
) {
  const nameOf = ({ from, to, timezone }: DayRange) => `${from} ${to} ${timezone ?? ''}`
  const keyOf = ({ stats, range }: DaysKey<Stats>) => `${idOf(stats)} ${nameOf(range)}`
  return batchLoader<DaysKey<Stats>, Day[], string>(async (keys) => {
    const found = new Map<string, Day[]>()
    for (const group of Map.groupBy(keys, ({ range }) => nameOf(range)).values()) {
      const [first] = group
      if (!first) continue
      const days = await load(
        group.map(({ stats }) => idOf(stats)),
        first.range,
        first.stats.asOf,
      )
      for (const key of group) found.set(keyOf(key), days.get(idOf(key.stats)) ?? [])
    }
    return found
  }, keyOf)
}
