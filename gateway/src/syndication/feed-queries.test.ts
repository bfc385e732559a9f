import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { queries } from './feed-queries.ts'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../docs/schema.graphql'), 'utf8'))

test.each(Object.entries(queries))('the feed of %s asks for what the public schema has', (_kind, query) => {
  expect(validate(schema, parse(query))).toEqual([])
})
