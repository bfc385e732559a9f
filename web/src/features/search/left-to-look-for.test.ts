import { expect, test } from 'vitest'
import { leftToLookFor, realWords } from './left-to-look-for.ts'

test.each([
  ['the', ['the'], []],
  ['и не', ['и', 'не'], []],
  ['the cat', ['the'], ['cat']],
  ['"the house" or -tea', ['the'], ['house', 'tea']],
  ['the or of', ['the', 'of'], []],
  ['—  …', ['—', '…'], []],
  ['C++ or the', ['the'], ['C++']],
])('of %s without %j there is left %j', (query, ignored, left) => {
  expect(leftToLookFor(query, ignored)).toEqual(left)
})

test('a dash is no word that a reader misses', () => {
  expect(realWords(['the', '—', '…', '100'])).toEqual(['the', '100'])
})
