import { expect, test } from 'vitest'
import { piecesOf, withoutTransaction } from './migration-script.ts'

const two = 'CREATE TABLE a (id int);\n\nCREATE TABLE b (id int);\n'

test('a file is one piece, whatever lines it has', () => {
  expect(piecesOf(two)).toEqual([two])
  expect(piecesOf(`-- why\n${withoutTransaction}\n${two}`)).toHaveLength(1) // the marker is the first line or none
})

test('with the marker each statement is one, comments of its own with it', () => {
  const script = `${withoutTransaction}\n-- why all this\n\n-- why a\n${two}\n\n`
  expect(piecesOf(script)).toEqual(['-- why a\nCREATE TABLE a (id int);', 'CREATE TABLE b (id int);'])
  expect(piecesOf(script.replaceAll('\n', '\r\n'))).toEqual(piecesOf(script))
})
