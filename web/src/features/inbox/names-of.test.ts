import { expect, test } from 'vitest'
import { namesOf } from './names-of.ts'

const others = (count: number) => `${count} others`

test.each([
  [['Ann'], 1, 'Ann'],
  [['Ann', 'Bob'], 2, 'Ann and Bob'],
  [['Ann', 'Bob', 'Cem'], 3, 'Ann, Bob and Cem'],
  [['Ann', 'Bob', 'Cem'], 5, 'Ann, Bob and 3 others'],
  [['Ann'], 4, 'Ann and 3 others'],
])('%j of %i is %s', (names, count, said) => {
  expect(namesOf(names, count, others, 'en')).toBe(said)
})
