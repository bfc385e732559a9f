import { expect, test } from 'vitest'
import { fieldWords } from './field-words.ts'

const body = { path: ['body'], code: 'TOO_COMPLEX' }

test('what is too much is named with its line', () => {
  const words = fieldWords({ ...body, message: 'Line 12, table: it would be laid out as 9 MB. Split it in two.' })
  expect(words?.message).toBe(
    'Line {line}: the table is too large to be laid out. Make it smaller, or split it in two.',
  )
  expect(words?.values).toEqual({ line: '12' })
})

test('a sentence of another form still says what to do', () => {
  expect(fieldWords({ ...body, message: 'Something newer.' })?.message).toMatch(/^This text cannot be laid out/)
})

test('a text that shows nothing is told so, not that it is too long', () => {
  expect(fieldWords({ path: ['body'], code: 'REQUIRED', message: '' })?.message).toMatch(/shows nothing/)
})

test('of an unknown field the server’s own sentence stands', () => {
  expect(fieldWords({ path: ['colour'], code: 'INVALID', message: 'No such colour.' })).toBeNull()
})
