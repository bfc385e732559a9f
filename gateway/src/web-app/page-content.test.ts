import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { personQuery, postQuery, readPageContent } from './page-content.ts'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../docs/schema.graphql'), 'utf8'))

test.each([postQuery, personQuery])('the public schema answers %s', (query) => {
  expect(validate(schema, parse(query))).toEqual([])
})

const id = '01900000-0000-7000-8000-000000000101'

test.each([
  [`/p/${id}`, { id }],
  [`/p/${id}/c/01900000-0000-7000-8000-000000000102`, { id }],
  [`/p/${id}/statistics`, { id }],
  ['/u/ann', { handle: 'ann' }],
  ['/u/ann/followers', { handle: 'ann' }],
  [`/p/${id}/edit`, null],
  ['/p/7', null],
  ['/u/a-b', null],
  ['/', null],
])('%s asks for %j', async (path, variables) => {
  const asked: unknown[] = []
  await readPageContent(path, async (_query, given) => {
    asked.push(given)
    return { data: null, hasErrors: true }
  })
  expect(asked).toEqual(variables ? [variables] : [])
})

test('what could not be asked is unknown, not absent', async () => {
  expect(await readPageContent('/u/ann', async () => ({ data: { user: null }, hasErrors: true }))).toEqual({
    kind: 'unknown',
  })
  expect(await readPageContent('/u/ann', async () => ({ data: { user: null }, hasErrors: false }))).toEqual({
    kind: 'absent',
  })
})
