import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BucketSize, readBuckets } from './buckets.ts'
import { addDays, dayAt, startOfDay } from './days.ts'

const hourMs = 3_600_000

function hoursOf(from: string, to: string, timezone: string, size: BucketSize = 'DAY') {
  return readBuckets({ from, to, timezone }, size).list.map(({ start, end }) => (end - start) / hourMs)
}

function startsOf(from: string, to: string, timezone: string, size: BucketSize) {
  return readBuckets({ from, to, timezone }, size).list.map(({ start }) => new Date(start).toISOString())
}

test.each([
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['America/Sao_Paulo', '2018-11-04', 23], // clocks skip midnight
  ['America/Havana', '2026-11-01', 25], // midnight comes twice
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['Pacific/Apia', '2011-12-30', 0], // the day was skipped
  ['Asia/Kathmandu', '2026-03-29', 24],
])('in %s the day %s has %d hours', (timezone, day, hours) => {
  expect(hoursOf(day, day, timezone)).toEqual([hours])
})

test('hours are those that clocks show', () => {
  expect(hoursOf('2026-03-29', '2026-03-29', 'Europe/Berlin', 'HOUR')).toEqual(Array(23).fill(1))
  expect(hoursOf('2026-10-25', '2026-10-25', 'Europe/Berlin', 'HOUR')).toEqual(Array(25).fill(1))
  expect(Math.min(...hoursOf('2026-04-05', '2026-04-05', 'Australia/Lord_Howe', 'HOUR'))).toBe(0.5)
})

test('weeks start on Monday and months on the first, whatever the first day', () => {
  expect(startsOf('2026-03-04', '2026-03-16', 'UTC', 'WEEK')).toEqual([
    '2026-03-02T00:00:00.000Z',
    '2026-03-09T00:00:00.000Z',
    '2026-03-16T00:00:00.000Z',
  ])
  expect(startsOf('2026-01-31', '2026-03-01', 'Asia/Tokyo', 'MONTH')).toEqual([
    '2025-12-31T15:00:00.000Z',
    '2026-01-31T15:00:00.000Z',
    '2026-02-28T15:00:00.000Z',
  ])
})

test('a thousand buckets are enough', () => {
  expect(hoursOf('2023-01-01', addDays('2023-01-01', 999), 'UTC')).toHaveLength(1_000)
  expect(() => hoursOf('2023-01-01', addDays('2023-01-01', 1_000), 'UTC')).toThrow('At most 1000 buckets')
  expect(() => hoursOf('0001-01-01', '9999-12-31', 'UTC', 'MONTH')).toThrow('At most 1000 buckets')
  expect(hoursOf('9999-12-30', '9999-12-31', 'Pacific/Kiritimati')).toEqual([24, 24])
})

test.each(['', '+03:00', 'Mars/Olympus', 'UTC; DROP TABLE', '../etc/passwd', 'x'.repeat(10_000)])(
  '%s is no time zone',
  (timezone) => {
    expect(() => hoursOf('2026-01-01', '2026-01-01', timezone)).toThrow('not a time zone')
  },
)

test('the last day is not before the first', () => {
  expect(() => hoursOf('2026-01-02', '2026-01-01', 'UTC')).toThrow('`from` must not be after `to`')
})

test('buckets lie end to end, and every instant of a day begins in it', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1980-01-01', count))
  fc.assert(
    fc.property(zones, days, fc.constantFrom<BucketSize[]>('HOUR', 'DAY', 'WEEK', 'MONTH'), (timezone, from, size) => {
      const { list, start, end } = readBuckets({ from, to: addDays(from, 9), timezone }, size)
      expect(list.slice(1).map((bucket) => bucket.start)).toEqual(list.slice(0, -1).map((bucket) => bucket.end))
      const wholeDays = list.filter((bucket) => size === 'DAY' && bucket.end > bucket.start)
      const firstAndLast = wholeDays.flatMap((bucket) => [
        dayAt(timezone, bucket.start),
        dayAt(timezone, bucket.end - 1),
      ])
      expect(firstAndLast).toEqual(wholeDays.flatMap(({ day }) => [day, day]))
      expect(list[0]?.start).toBeLessThanOrEqual(start)
      expect(list.at(-1)?.end).toBeGreaterThanOrEqual(end)
      expect(startOfDay(timezone, from)).toBe(start)
    }),
    { numRuns: 150 },
  )
})
