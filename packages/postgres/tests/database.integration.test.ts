import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Sql, select, sql } from '../src/index.ts'
import { openTestDatabase } from './test-database.ts'

const ids = async (db: Sql) =>
  (await select(db, z.object({ id: z.int() }), sql`SELECT id FROM things ORDER BY id`)).map(({ id }) => id)

test('a refused write leaves nothing behind, and neither does one that throws', async () => {
  const { database } = await openTestDatabase()
  const add = (id: number, outcome: string) =>
    database.write(async (tx) => {
      await tx.$executeRaw`INSERT INTO things VALUES (${id})`
      if (outcome === 'throw') throw new Error('a bug')
      return { __typename: outcome, id }
    })
  expect(await add(1, 'AddSuccess')).toEqual({ __typename: 'AddSuccess', id: 1 })
  expect(await add(2, 'NotAllowed')).toEqual({ __typename: 'NotAllowed', id: 2 })
  await expect(add(3, 'throw')).rejects.toThrow('a bug')
  expect(await ids(database.sql)).toEqual([1])
})

test('a statement is prepared once and counted each time', async () => {
  const { database, counted } = await openTestDatabase({ connections: 1 })
  const before = await counted()
  for (let round = 0; round < 3; round += 1) await ids(database.sql)
  await database.transaction((tx) => ids(tx))
  await database.answers()
  expect((await counted()) - before).toBe(4)
  const prepared = await select(
    database.sql,
    z.object({ times: z.int() }),
    sql`SELECT (generic_plans + custom_plans)::int AS times FROM pg_prepared_statements WHERE statement LIKE 'SELECT id FROM things%'`,
  )
  expect(prepared).toEqual([{ times: 4 }])
})

test('a row that does not fit its schema throws', async () => {
  const { database } = await openTestDatabase()
  await database.sql.$executeRaw`INSERT INTO things VALUES (1)`
  await expect(select(database.sql, z.object({ id: z.string() }), sql`SELECT id FROM things`)).rejects.toThrow(
    z.ZodError,
  )
})
