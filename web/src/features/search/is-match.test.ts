import { expect, test } from 'vitest'
import { isMatch } from './is-match.ts'

const person = { handle: 'petr_k', displayName: 'Пётр Кузнецов' }

test.each(['петр', 'Пётр', '@petr', 'кузнецов пётр', 'PETR_K', ''])('%s is his name', (query) => {
  expect(isMatch(person, query)).toBe(true)
})

test.each(['pyotr', 'петя', 'пётр иванов'])('%s is not', (query) => {
  expect(isMatch(person, query)).toBe(false)
})
