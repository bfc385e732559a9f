import { expect, test } from 'vitest'
import { BoundedCache } from './bounded-cache.ts'

const cache = () => new BoundedCache<string, string>({ limit: 10, weigh: (_key, value) => value.length })

test('what was used least recently goes first, as much of it as must', () => {
  const kept = cache()
  kept.set('a', '1234')
  kept.set('b', '1234')
  kept.get('a')
  kept.set('c', '123')
  expect(['a', 'b', 'c'].map((key) => kept.get(key))).toEqual(['1234', undefined, '123'])
  kept.set('d', '1234567890')
  expect(['a', 'c', 'd'].map((key) => kept.get(key))).toEqual([undefined, undefined, '1234567890'])
})

test('what alone is too heavy is not kept, and pushes nothing out', () => {
  const kept = cache()
  kept.set('a', '1234')
  kept.set('b', '12345678901')
  expect([kept.get('a'), kept.get('b')]).toEqual(['1234', undefined])
})

test('what is set anew weighs what it weighs now', () => {
  const kept = cache()
  kept.set('a', '123456789')
  kept.set('a', '1')
  kept.set('b', '123456789')
  expect([kept.get('a'), kept.get('b')]).toEqual(['1', '123456789'])
})
