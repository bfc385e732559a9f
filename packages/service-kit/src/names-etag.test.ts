import { expect, test } from 'vitest'
import { namesEtag } from './names-etag.ts'

test.each([
  [undefined, '"a"', false],
  ['"a"', '"a"', true],
  ['"b", W/"a" ', '"a"', true],
  ['"a"', 'W/"a"', true],
  ['*', 'W/"a"', true],
  ['"ab"', '"a"', false],
  ['a', '"a"', false],
  ['', '"a"', false],
])('%j names %s: %s', (header, etag, expected) => {
  expect(namesEtag(header, etag)).toBe(expected)
})
