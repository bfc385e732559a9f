import { expect, test } from 'vitest'
import { dateFormat, exactTime, fullDate, fullTime, relativeTime, shortAge } from './dates.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test.each([
  ['2026-11-22T11:59:50Z', 'now', 'сейчас'],
  ['2026-11-22T11:55:00Z', '5 minutes ago', '5 минут назад'],
  ['2026-11-22T10:00:00Z', '2 hours ago', '2 часа назад'],
  ['2026-11-21T11:00:00Z', 'yesterday', 'вчера'],
  ['2026-11-16T11:00:00Z', '6 days ago', '6 дней назад'],
  ['2026-11-14T12:00:00Z', '14 November', '14 ноября'],
  ['2025-11-14T12:00:00Z', '14 November 2025', '14 ноября 2025 г.'],
])('%s is "%s" and "%s"', (at, english, russian) => {
  expect(relativeTime(at, now, 'en')).toBe(english)
  expect(relativeTime(at, now, 'ru')).toBe(russian)
})

test.each([
  ['2026-11-22T11:59:50Z', 'now', 'сейчас'],
  ['2026-11-22T11:58:30Z', '1 minute', '1 минута'],
  ['2026-11-22T04:00:00Z', '8 hours', '8 часов'],
  ['2026-11-20T11:00:00Z', '2 days', '2 дня'],
  ['2026-11-14T12:00:00Z', '14 November', '14 ноября'],
])('in a row, %s is "%s" and "%s"', (at, english, russian) => {
  expect(shortAge(at, now, 'en')).toBe(english)
  expect(shortAge(at, now, 'ru')).toBe(russian)
})

test('a clock that is behind the server does not make it the future', () => {
  expect(relativeTime('2026-11-22T12:00:30Z', now, 'en')).toBe('now')
})

test('every clock counts hours from 0 to 23, and English writes the day before the month', () => {
  const at = new Date(2026, 10, 14, 0, 5, 9).toISOString()
  for (const locale of ['en', 'ru']) {
    expect(exactTime(at, locale)).toBe('00:05:09')
    expect(fullTime(at, locale)).toContain('00:05')
    expect(dateFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(Date.parse(at))).toMatch(/^0?0:05$/)
  }
  expect(fullDate(at, 'en')).toBe('14 November 2026')
  expect(fullTime(at, 'en')).toMatch(/^Saturday,? 14 November 2026 at 00:05$/)
})
