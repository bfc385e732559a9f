import { expect, test } from 'vitest'
import { wrongFields } from './sign-up-rules.ts'

const good = { handle: 'ann_1', displayName: '', email: 'ann@example.org', password: 'long enough' }

test('what the forum takes is taken', () => {
  expect(wrongFields(good)).toEqual([])
  expect(wrongFields({ ...good, handle: 'Ann' })).toEqual([])
})

test('everything that is wrong is said at once, in the order of the fields', () => {
  expect(wrongFields({ handle: '', displayName: 'x'.repeat(51), email: 'ann', password: 'short' })).toEqual([
    'handle',
    'displayName',
    'email',
    'password',
  ])
})

test('a smiley counts as one character', () => {
  expect(wrongFields({ ...good, displayName: '🍵'.repeat(50), password: '🍵'.repeat(8) })).toEqual([])
  expect(wrongFields({ ...good, password: '🍵'.repeat(7) })).toEqual(['password'])
  expect(wrongFields({ ...good, displayName: '🍵'.repeat(51) })).toEqual(['displayName'])
})
