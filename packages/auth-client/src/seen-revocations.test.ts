import { expect, test } from 'vitest'
import { rememberedMs, SeenRevocations } from './seen-revocations.ts'

test('an answer is allowed only if it knew the newest revocation of each of its subjects', () => {
  const seen = new SeenRevocations()
  seen.add('session', 5, 0)
  seen.add('user', 7, 0)
  expect(seen.allows(7, 'session', 'user')).toBe(true)
  expect(seen.allows(6, 'session', 'user')).toBe(false)
  expect(seen.allows(6, 'session')).toBe(true)
  expect(seen.allows(0, 'other')).toBe(true)
})

test('a late repeat of an older number does not take back a newer one', () => {
  const seen = new SeenRevocations()
  seen.add('session', 9, 0)
  seen.add('session', 3, 1)
  expect(seen.allows(8, 'session')).toBe(false)
})

test('a revocation is remembered for a minute, so that memory is bounded by the rate', () => {
  const seen = new SeenRevocations()
  for (let n = 1; n <= 1_000; n++) seen.add(`session ${n}`, n, n)
  seen.add('late', 1_001, 1_000 + rememberedMs)
  expect(seen.allows(0, 'session 999')).toBe(true)
  expect(seen.allows(0, 'session 1000')).toBe(false)
  expect(seen.size).toBe(2)
})

test('after a new beginning nothing from before it is allowed, and nothing older is remembered', () => {
  const seen = new SeenRevocations()
  seen.add('session', 50, 0)
  seen.beginAt(10)
  expect(seen.allows(9, 'anything')).toBe(false)
  expect(seen.allows(10, 'session')).toBe(true)
})
