import { expect, test } from 'vitest'
import { ContentDates } from './content-dates.ts'

test('a date names one content, is never ahead, and moves when content changes back', () => {
  let now = Date.parse('2026-03-01T12:00:00.900Z')
  const dates = new ContentDates({ now: () => new Date(now) })
  const since = (etag: string) => dates.since('/feed.atom', etag)?.toISOString().slice(11, 19) ?? null
  expect([since('a'), since('a')]).toEqual(['12:00:00', '12:00:00'])
  // The same second as before: their date would be 12:00:01, which is not here yet.
  expect([since('b'), since('c'), since('a')]).toEqual([null, null, null])
  now += 1_000
  expect([since('a'), since('b')]).toEqual(['12:00:01', null])
  now += 60_000
  expect([since('b'), dates.since('/t/a/feed.atom', 'b')?.toISOString().slice(11, 19)]).toEqual([
    '12:00:02',
    '12:01:01',
  ])
})
