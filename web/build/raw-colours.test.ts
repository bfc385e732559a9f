import { expect, test } from 'vitest'
import { findRawColours } from './raw-colours.ts'

test.each([
  'color: #fff;',
  'background: rgb(0 0 0 / 10%);',
  'border: 1px solid #E3DED2;',
  'color: white;',
  'fill: oklch(50% 0.1 20);',
])('%s is refused', (line) => {
  expect(findRawColours(line, true)).toHaveLength(1)
})

test.each([
  'color: var(--ink);',
  'background: color-mix(in srgb, var(--accent), var(--ink) 14%);',
  'clip-path: url(#mark)',
  '.white-space { white-space: nowrap; }',
])('%s is fine', (line) => {
  expect(findRawColours(line, true)).toEqual([])
})

test('a component may not paint by itself', () => {
  expect(findRawColours('<path fill="#0B6652" />', false)).toHaveLength(1)
  expect(findRawColours('this.#deps = "#comments"', false)).toEqual([])
})
