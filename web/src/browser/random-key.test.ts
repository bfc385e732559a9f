import { expect, test, vi } from 'vitest'
import { randomKey } from './random-key.ts'

test('a key is had without crypto.randomUUID, which a page over plain http lacks', ({ onTestFinished }) => {
  onTestFinished(() => void vi.unstubAllGlobals())
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const keys = Array.from({ length: 100 }, randomKey)
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set(keys).size).toBe(100)
})
