import { expect, test } from 'vitest'
import { balanceLines, breakLines, shorten } from './break-lines.ts'
import { fitTitle } from './fit-title.ts'

/** Letters that are all as wide as each other. */
const letters = (text: string): number => [...text].length

test('words go on a line as long as they fit', () => {
  expect(breakLines('one two three', 7, letters)).toEqual({ lines: ['one two', 'three'], cutsWords: false })
  expect(breakLines('well-known thing', 6, letters).lines).toEqual(['well-', 'known', 'thing'])
  expect(breakLines('世界世界', 3, letters).lines).toEqual(['世界世', '界'])
  expect(breakLines('', 3, letters).lines).toEqual([])
})

test('a word that is too wide is cut between characters', () => {
  expect(breakLines('a abcdefgh b', 3, letters)).toEqual({ lines: ['a', 'abc', 'def', 'gh', 'b'], cutsWords: true })
  expect(breakLines('👩‍👩‍👧👩‍👩‍👧', 1, letters).lines).toEqual(['👩‍👩‍👧', '👩‍👩‍👧'])
})

test('lines are balanced without becoming more', () => {
  expect(breakLines('aa bb cc dd', 8, letters).lines).toEqual(['aa bb cc', 'dd'])
  expect(balanceLines('aa bb cc dd', 8, letters).lines).toEqual(['aa bb', 'cc dd'])
})

test('what does not fit ends with an ellipsis, without the comma before it', () => {
  expect(shorten('short', 5, letters)).toBe('short')
  expect(shorten('one, two', 5, letters)).toBe('one…')
  expect(shorten('anything', 0, letters)).toBe('…')
})

test('a title has at most four lines, in smaller type the longer it is', () => {
  const box = { width: 1_000, height: 350 }
  const halves = (text: string) => letters(text) / 2
  const [short, long, longest] = [2, 20, 60].map((words) => fitTitle('words '.repeat(words).trim(), box, halves))
  expect(short?.size).toBeGreaterThan(long?.size ?? 0)
  expect(longest?.lines).toHaveLength(4)
  expect(longest?.lines.at(-1)).toMatch(/…$/)
  expect(fitTitle('w'.repeat(30), box, halves)).toMatchObject({ lines: ['w'.repeat(30)], size: 66 })
})
