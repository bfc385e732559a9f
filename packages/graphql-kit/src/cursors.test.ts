import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodeCursor, encodeCursor, kindOfCursor } from './cursors.ts'

const refused = expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } })

test('a cursor gives back what it was made of', () => {
  const parts = ['2026-01-31T12:00:00.000Z', 7, null, 'юникод']
  expect(decodeCursor('feed', encodeCursor('feed', parts))).toEqual(parts)
})

test('a cursor of another list is refused', () => {
  expect(() => decodeCursor('feed', encodeCursor('tags', [1]))).toThrow(refused)
})

test('a cursor says of which kind it is', () => {
  expect(kindOfCursor(encodeCursor('tags', [1]))).toBe('tags')
  expect(() => kindOfCursor('!')).toThrow(refused)
})

test('parts are checked by the schema', () => {
  const schema = z.tuple([z.iso.datetime(), z.uuid()])
  expect(() => decodeCursor('feed', encodeCursor('feed', ['now', 'x']), schema)).toThrow(refused)
})

test.each([
  '',
  ' ',
  '!',
  'abc',
  'bnVsbA',
  'W10',
  'W1tdXQ',
  'eyJhIjoxfQ',
  `${'a'.repeat(3000)}`,
  "'; DROP TABLE posts; --",
])('rubbish is refused: %j', (text) => {
  expect(() => decodeCursor('feed', text)).toThrow(refused)
})
