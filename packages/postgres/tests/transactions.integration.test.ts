import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { BoundedPool } from '../src/bounded-pool.ts'
import { type Sql, select, sql } from '../src/index.ts'
import { inTransaction } from '../src/transactions.ts'
import { openTestDatabase } from './test-database.ts'

const ids = async (db: Sql) =>
  (await select(db, z.object({ id: z.int() }), sql`SELECT id FROM things ORDER BY id`)).map(({ id }) => id)
const add = (tx: Sql, id: number) => tx.$executeRaw`INSERT INTO things VALUES (${id})`

test('statements that are sent at once go one after another, and are seen by nobody before the end', async () => {
  const { database } = await openTestDatabase()
  await database.transaction(async (tx) => {
    await Promise.all(Array.from({ length: 20 }, (_, id) => add(tx, id)))
    expect(await ids(tx)).toHaveLength(20)
  })
  expect(await ids(database.sql)).toHaveLength(20)
})

test('any work that fails anywhere leaves nothing, and its connection is as good as before', async () => {
  const { database } = await openTestDatabase({ connections: 1 })
  const step = fc.constantFrom<'add' | 'twice' | 'nonsense' | 'throw' | 'atOnce'>(
    'add',
    'twice',
    'nonsense',
    'throw',
    'atOnce',
  )
  let next = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
      const before = await ids(database.sql)
      const added: number[] = []
      const work = async (tx: Sql) => {
        for (const one of steps) {
          next += 1
          if (one === 'throw') throw new Error('a bug')
          if (one === 'nonsense') await tx.$queryRaw`SELECT nothing FROM nowhere`
          else if (one === 'atOnce') await Promise.all([add(tx, next), add(tx, next), ids(tx)])
          else await add(tx, next)
          if (one === 'twice') await add(tx, next)
          added.push(next)
        }
      }
      const isWhole = await database.transaction(work).then(
        () => true,
        () => false,
      )
      expect(isWhole).toBe(steps.every((one) => one === 'add'))
      expect(await ids(database.sql)).toEqual(isWhole ? [...before, ...added] : before)
    }),
    { numRuns: 40 },
  )
})

test('a failed statement that nobody heeds is not committed in silence', async () => {
  const { database } = await openTestDatabase()
  const work = database.transaction(async (tx) => {
    await add(tx, 1)
    await tx.$queryRaw`SELECT nothing FROM nowhere`.catch(() => undefined)
  })
  await expect(work).rejects.toThrow('a statement had failed')
  expect(await ids(database.sql)).toEqual([])
})

test('a statement that comes after the end is refused', async () => {
  const { database } = await openTestDatabase()
  const late = await database.transaction(async (tx) => tx)
  await expect(late.$queryRaw`SELECT 1`).rejects.toThrow('after the end of its transaction')
})

test('a connection that breaks while no statement is under way ends the transaction, and the next one gets another', async () => {
  const { url, database } = await openTestDatabase({ connections: 1 })
  const killer = new pg.Client({ connectionString: url })
  await killer.connect()
  const broken = database.transaction(async (tx) => {
    await add(tx, 1)
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
    await killer.query('SELECT pg_terminate_backend($1)', [row?.pid])
    return new Promise(() => {}) // and nothing asks the connection any more
  })
  await expect(broken).rejects.toThrow(/terminating connection|terminated unexpectedly/)
  await killer.end()
  expect(await ids(database.sql)).toEqual([])
  await database.transaction((tx) => add(tx, 2))
  expect(await ids(database.sql)).toEqual([2])
})

test('one whose statement does not end in time is given up with its connection, and the pool goes on', async () => {
  const { url, database } = await openTestDatabase()
  const pool = new BoundedPool({ connectionString: url, max: 1 })
  const slow = inTransaction(
    pool,
    async (send) => {
      await send({ text: 'LOCK TABLE things' })
      await send({ text: 'SELECT pg_sleep(60)' })
    },
    200,
  )
  await expect(slow).rejects.toThrow('not over within 200 ms')
  const { rows } = await pool.query('SELECT 1 AS one')
  expect(rows).toEqual([{ one: 1 }])
  await pool.end()
  await database.sql.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()`
  expect(await ids(database.sql)).toEqual([])
})
