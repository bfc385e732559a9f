import { CallerGone, inRequest, outsideRequests } from '@forum/service-kit'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Sql, select, sql, storeFailure } from '../src/index.ts'
import { openTestDatabase } from './test-database.ts'

const sleep = (db: Sql, seconds: number) => select(db, z.object({}), sql`SELECT 1 AS one FROM pg_sleep(${seconds})`)

const asRequest = <Result>(id: string, work: () => Promise<Result>) =>
  inRequest({ id, signal: new AbortController().signal }, work)

/** How many statements that sleep Postgres is at. */
const sleeping = async (db: Sql): Promise<number> => {
  const rows = await select(
    db,
    z.object({ n: z.int() }),
    sql`SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'active' AND query LIKE '%FROM pg_sleep%' AND pid <> pg_backend_pid()`,
  )
  return rows[0]?.n ?? 0
}

test('of 200 callers on 10 connections those that cannot be served are told so within 2 s, and the pool is whole again', async () => {
  const { database } = await openTestDatabase({ connections: 10 })
  const callers = Array.from({ length: 200 }, (_, number) =>
    asRequest(`r${number}`, async () => {
      const started = performance.now()
      try {
        await database.transaction(async (tx) => sleep(tx, 0.9))
        return { failure: null, ms: performance.now() - started }
      } catch (error) {
        return { failure: storeFailure(error), ms: performance.now() - started }
      }
    }),
  )
  const answers = await Promise.all(callers)
  const refused = answers.filter(({ failure }) => failure !== null)
  expect(new Set(refused.map(({ failure }) => failure))).toEqual(new Set(['overloaded']))
  expect(refused.length).toBeGreaterThan(100)
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(10)
  expect(Math.max(...refused.map(({ ms }) => ms))).toBeLessThan(2_000)
  expect(await Promise.all(Array.from({ length: 10 }, () => database.answers()))).toHaveLength(10)
})

test('a transaction that asks its own pool for a second connection is told at once, instead of waiting for itself', async () => {
  const { database } = await openTestDatabase({ connections: 1 })
  const second = database.transaction(async () => database.sql.$queryRaw`SELECT 2`)
  await expect(second).rejects.toThrow('a transaction asked for a second connection')
  expect(await database.answers()).toBe(true)
})

test('when the caller has gone its statement ends, nothing more is sent for it, and its transaction is undone', async () => {
  const { database, counted } = await openTestDatabase({ connections: 2 })
  const caller = new AbortController()
  const work = inRequest({ id: 'r', signal: caller.signal }, () =>
    database.transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO things VALUES (1)`
      await sleep(tx, 600)
    }),
  )
  const ended = expect(work).rejects.toThrow(/user request|the caller has gone/)
  await vi.waitFor(async () => expect(await sleeping(database.sql)).toBe(1), { timeout: 10_000 })
  caller.abort(new CallerGone())
  await ended
  expect(await sleeping(database.sql)).toBe(0)
  const before = await counted()
  const late = inRequest({ id: 'r', signal: caller.signal }, async () => database.sql.$queryRaw`SELECT 1 AS one`)
  await expect(late).rejects.toThrow('the caller has gone')
  expect((await counted()) - before).toBe(0)
  expect(await database.sql.$queryRaw`SELECT id FROM things`).toEqual([])
})

test('whoever leaves the line for a connection, or works for several, disturbs nobody', async () => {
  const { database } = await openTestDatabase({ connections: 1 })
  const gate = Promise.withResolvers<void>()
  const holder = database.transaction(async () => gate.promise)
  const caller = new AbortController()
  const waiting = inRequest({ id: 'r', signal: caller.signal }, async () => database.sql.$queryRaw`SELECT 1 AS one`)
  const left = expect(waiting).rejects.toThrow('the caller has gone')
  caller.abort(new CallerGone())
  await left
  gate.resolve()
  await holder
  const shared = inRequest({ id: 'r', signal: caller.signal }, () =>
    outsideRequests(async () => database.sql.$queryRaw`SELECT 1 AS one`),
  )
  expect(await shared).toEqual([{ one: 1 }])
})

test('how much of the pool is in use can be seen', async () => {
  const { database, metrics } = await openTestDatabase({ connections: 3 })
  const gauge = async (name: string) => (await metrics.getSingleMetric(name)?.get())?.values[0]?.value
  await database.transaction(async () => {
    expect(await gauge('forum_postgres_pool_used_connections')).toBe(1)
    expect(await gauge('forum_postgres_pool_max_connections')).toBe(3)
  })
  expect(await gauge('forum_postgres_pool_used_connections')).toBe(0)
})
