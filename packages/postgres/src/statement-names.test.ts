import { expect, test } from 'vitest'
import { statementNames } from './statement-names.ts'

test('a text has one name, another text another one, short enough for Postgres to keep whole', () => {
  const nameOf = statementNames()
  const names = [nameOf({ sql: 'SELECT 1' }), nameOf({ sql: 'SELECT 2' }), nameOf({ sql: 'SELECT 1' })]
  expect(new Set(names).size).toBe(2)
  expect(names[2]).toBe(names[0])
  expect(names.every((name) => name.length > 0 && name.length < 64)).toBe(true)
})

test('texts beyond the limit are not prepared, those before it stay so', () => {
  const nameOf = statementNames(1)
  const first = nameOf({ sql: 'SELECT 1' })
  expect(nameOf({ sql: 'SELECT 2' })).toBe('')
  expect(nameOf({ sql: 'SELECT 1' })).toBe(first)
})
