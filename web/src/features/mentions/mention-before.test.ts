import { expect, test } from 'vitest'
import { mentionBefore } from './mention-before.ts'

test.each([
  ['@', { from: 0, prefix: '' }],
  ['Hi @an', { from: 3, prefix: 'an' }],
  ['(@Ан', { from: 1, prefix: 'Ан' }],
  ['line\n@a_1', { from: 5, prefix: 'a_1' }],
  ['ann@exa', null],
  ['@ann ', null],
  ['я@bob', null],
  ['x/@bob', null],
  [`@${'a'.repeat(31)}`, null],
])('%j', (text, begun) => {
  expect(mentionBefore(text, text.length)).toEqual(begun)
})

test('only what stands before the caret counts', () => {
  expect(mentionBefore('@ann and more', 3)).toEqual({ from: 0, prefix: 'an' })
})
