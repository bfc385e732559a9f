import { expect, test } from 'vitest'
import { VisitorCookies } from './visitor-cookie.ts'

const at = (time: string, slot?: () => number) =>
  new VisitorCookies({
    secret: 'visitor-secret-visitor-secret-visitor',
    publicUrl: 'http://forum.test',
    cookieName: 'forum_visitor',
    clock: { now: () => new Date(time) },
    ...(slot ? { randomSlot: slot } : {}),
  })
const valueOf = (cookie: string) => /^forum_visitor=([^;]+)/.exec(cookie)?.[1] ?? null

test('what was issued is read back, by any replica', () => {
  const value = valueOf(at('2026-01-01T10:00:00Z').issue('203.0.113.1'))
  expect(at('2026-05-01T00:00:00Z').read(value)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
  )
})

test.each([null, '', 'abc', 'a.b', 'a.b.c', '.', '01900000-0000-7000-8000-000000000001.forged'])(
  '%s is nobody’s cookie',
  (value) => {
    expect(at('2026-01-01T10:00:00Z').read(value)).toBeNull()
  },
)

test('an address becomes at most 60 visitors an hour', () => {
  const cookies = at('2026-01-01T10:00:00Z')
  const ids = new Set(Array.from({ length: 5_000 }, () => valueOf(cookies.issue('203.0.113.1'))))
  expect(ids.size).toBe(60)
})

test('another hour, address or slot is another visitor', () => {
  const one = at('2026-01-01T10:59:59Z', () => 7)
  const ids = [
    one.issue('203.0.113.1'),
    one.issue('203.0.113.2'),
    at('2026-01-01T11:00:00Z', () => 7).issue('203.0.113.1'),
    at('2026-01-01T10:00:00Z', () => 8).issue('203.0.113.1'),
  ]
  expect(new Set(ids.map(valueOf)).size).toBe(4)
  expect(at('2026-01-01T10:00:00Z', () => 7).issue('203.0.113.1')).toBe(ids[0])
})

test('the cookie is first-party and not for scripts', () => {
  expect(at('2026-01-01T10:00:00Z').issue('203.0.113.1')).toMatch(
    /; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
  )
})
