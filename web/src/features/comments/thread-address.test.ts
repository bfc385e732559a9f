import { expect, test } from 'vitest'
import { sortOf, threadAddress } from './thread-address.ts'

test('an address names an order, and the oldest first goes without saying', () => {
  expect(sortOf('?sort=TOP&reply=c')).toBe('TOP')
  expect(['', '?sort=', '?sort=top', '?sort=OLDEST'].map(sortOf)).toEqual(['OLDEST', 'OLDEST', 'OLDEST', 'OLDEST'])
  expect(threadAddress('1', 'OLDEST')).toBe('/p/1#comments')
  expect(threadAddress('1', 'TOP')).toBe('/p/1?sort=TOP#comments')
  expect(threadAddress('1', 'NEWEST', 'c=')).toBe('/p/1?sort=NEWEST&after=c%3D#comments')
})
