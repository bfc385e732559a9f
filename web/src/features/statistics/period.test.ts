import { expect, test } from 'vitest'
import { addDays, dayOf, daysBetween, lastDays } from './days.ts'
import { bucketsFor, chosenRange, periodSearch, readPeriod } from './period.ts'

const now = new Date('2026-03-15T22:30:00Z')
const read = (search: string) => readPeriod(new URLSearchParams(search), now, 'UTC')

test('an empty address is the last thirty days by day', () => {
  expect(read('zone=UTC')).toEqual({ from: '2026-02-14', to: '2026-03-15', bucket: 'DAY', zone: 'UTC' })
})

test('today is the day of the zone, not of the machine', () => {
  expect(read('zone=Asia/Tokyo&days=1')).toMatchObject({ from: '2026-03-16', to: '2026-03-16', bucket: 'HOUR' })
})

test('an address with days of its own is taken as it is', () => {
  expect(read('from=2026-01-01&to=2026-01-31&bucket=WEEK&zone=UTC')).toEqual({
    from: '2026-01-01',
    to: '2026-01-31',
    bucket: 'WEEK',
    zone: 'UTC',
  })
})

test('nonsense in an address falls back instead of breaking the page', () => {
  expect(read('from=2026-02-31x&to=1&bucket=MINUTE&zone=Moon/Base').bucket).toBe('DAY')
  expect(read('from=2026-03-10&to=2026-03-01&zone=UTC').to).toBe('2026-03-15')
})

test('hours are not offered where there would be more than a thousand', () => {
  expect(bucketsFor({ from: '2026-01-01', to: '2026-12-31' })).toEqual(['DAY', 'WEEK', 'MONTH'])
  expect(bucketsFor({ from: '2026-03-15', to: '2026-03-15' })).toEqual(['HOUR'])
  expect(read('from=2026-01-01&to=2026-12-31&bucket=HOUR&zone=UTC').bucket).toBe('WEEK')
})

test('a range chosen backwards is turned', () => {
  expect(chosenRange('2026-03-10', '2026-03-01')).toEqual({ from: '2026-03-01', to: '2026-03-10' })
})

test('changing one thing keeps the rest of the address', () => {
  expect(periodSearch(new URLSearchParams('days=7&zone=UTC'), { bucket: 'HOUR', zone: null })).toBe(
    '?days=7&bucket=HOUR',
  )
})

test('days are counted by the calendar, across a clock change too', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  expect(daysBetween({ from: '2026-03-28', to: '2026-03-30' })).toBe(3)
  expect(dayOf(new Date('2026-03-29T22:30:00Z'), 'Europe/Berlin')).toBe('2026-03-30')
  expect(lastDays(1, now, 'UTC')).toEqual({ from: '2026-03-15', to: '2026-03-15' })
})
