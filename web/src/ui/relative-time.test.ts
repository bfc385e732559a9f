import { expect, test } from 'vitest'
import { relativeTime } from './relative-time.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test.each([
  ['2026-11-22T11:59:50Z', 'now', 'сейчас'],
  ['2026-11-22T11:55:00Z', '5 minutes ago', '5 минут назад'],
  ['2026-11-22T10:00:00Z', '2 hours ago', '2 часа назад'],
  ['2026-11-21T11:00:00Z', 'yesterday', 'вчера'],
  ['2026-11-16T11:00:00Z', '6 days ago', '6 дней назад'],
  ['2026-11-14T12:00:00Z', 'November 14', '14 ноября'],
  ['2025-11-14T12:00:00Z', 'November 14, 2025', '14 ноября 2025 г.'],
])('%s is "%s" and "%s"', (at, english, russian) => {
  expect(relativeTime(at, now, 'en')).toBe(english)
  expect(relativeTime(at, now, 'ru')).toBe(russian)
})

test('a clock that is behind the server does not make it the future', () => {
  expect(relativeTime('2026-11-22T12:00:30Z', now, 'en')).toBe('now')
})
