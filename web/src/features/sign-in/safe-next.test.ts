import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

test('a path of this site is kept with its query and place', () => {
  expect(safeNext('/p/1?after=x#comments')).toBe('/p/1?after=x#comments')
})

test.each([
  null,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/',
])('%s leads to the feed', (next) => {
  expect(safeNext(next)).toBe('/')
})
