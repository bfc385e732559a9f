import type { Buckets } from './buckets.ts'

/** ClickHouse counts seconds of a bucket's start in 32 bits; nothing happens outside of them. */
const lastSecond = 2 ** 32 - 1

/** A range of buckets as query parameters: {starts:Array(UInt32)}, and {start:UInt32} to, not including, {end:UInt32}. */
export function seriesParameters({ list, start, end }: Buckets): { starts: number[]; start: number; end: number } {
  return { starts: list.map((bucket) => secondOf(bucket.start)), start: secondOf(start), end: secondOf(end) }
}

/**
 * Rows by bucket start laid over the buckets: one value for each bucket, `empty` where there is no row. Of buckets that begin together (a day
 * that the zone skipped is empty) the last one has what there is.
 */
export function alongBuckets<Row extends { bucket: number }, Point>(
  { list }: Buckets,
  rows: readonly Row[],
  pointOf: (bucket: Buckets['list'][number], row: Row | undefined) => Point,
): Point[] {
  const byStart = new Map(rows.map((row) => [row.bucket, row]))
  return list.map((bucket, index) => {
    const second = secondOf(bucket.start)
    const next = list[index + 1]
    const isOwner = next === undefined || secondOf(next.start) !== second
    return pointOf(bucket, isOwner ? byStart.get(second) : undefined)
  })
}

function secondOf(instant: number): number {
  return Math.min(lastSecond, Math.max(0, Math.ceil(instant / 1_000)))
}
