import { randomUUID } from 'node:crypto'
import type { RevocationEvent } from '@forum/auth-client'
import type { Sql } from '@forum/postgres'
import { createLogger } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TestAuth, testAuth } from '../../../tests/test-auth.ts'
import { RevocationFeed } from './revocation-feed.ts'
import { RevocationRepository } from './revocation-repository.ts'

const repository = new RevocationRepository()

async function feedOver({ url }: TestAuth): Promise<RevocationFeed> {
  const feed = new RevocationFeed({ url, logger: createLogger({ name: 'test', level: 'silent' }) })
  cleanUp(() => feed.stop())
  await feed.start()
  return feed
}

/** What a stream is told until it was told that everything up to that number was. */
async function toldUpTo(feed: RevocationFeed, after: number | undefined, head: number): Promise<RevocationEvent[]> {
  const gone = new AbortController()
  const told: RevocationEvent[] = []
  for await (const event of feed.subscribe(after, gone.signal)) {
    if (event.kind === 'position' && event.number >= head) break
    if (event.kind !== 'position') told.push(event)
  }
  gone.abort()
  return told
}

const revoke = ({ database }: TestAuth, count = 1) => {
  const sessions = Array.from({ length: count }, () => randomUUID())
  return database.transaction((tx) =>
    repository.add(
      tx,
      sessions.map((sessionId) => ({ sessionId })),
    ),
  )
}

const numbersOf = (events: readonly RevocationEvent[]) => events.map(({ number }) => number)

test('a stream is told every revocation after its number, in order', async () => {
  const auth = await testAuth()
  const [first, second] = [await feedOver(auth), await feedOver(auth)]
  for (let turn = 0; turn < 5; turn++) await revoke(auth)
  await revoke(auth, 3)
  expect(numbersOf(await toldUpTo(first, 0, 8))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(numbersOf(await toldUpTo(second, 6, 8))).toEqual([7, 8])
  expect(await toldUpTo(first, undefined, 8)).toEqual([])
})

test('users and sessions are told apart', async () => {
  const auth = await testAuth()
  const feed = await feedOver(auth)
  const [sessionId, userId] = [randomUUID(), randomUUID()]
  await auth.database.transaction((tx) => repository.add(tx, [{ sessionId }, { userId }]))
  expect(await toldUpTo(feed, 0, 2)).toEqual([
    { kind: 'session', number: 1, sessionId },
    { kind: 'user', number: 2, userId },
  ])
})

test('a transaction that commits late is not skipped: later numbers wait for it', async () => {
  const auth = await testAuth()
  const feed = await feedOver(auth)
  const [begun, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = auth.database.transaction(async (tx: Sql) => {
    await repository.add(tx, [{ sessionId: randomUUID() }])
    begun.resolve()
    await release.promise
  })
  await begun.promise
  const quick = revoke(auth)
  expect(await toldUpTo(feed, 0, 0)).toEqual([])
  release.resolve()
  await Promise.all([slow, quick])
  expect(numbersOf(await toldUpTo(feed, 0, 2))).toEqual([1, 2])
})

test('a transaction that is rolled back leaves no gap', async () => {
  const auth = await testAuth()
  const feed = await feedOver(auth)
  const broken = auth.database.transaction(async (tx: Sql) => {
    await repository.add(tx, [{ sessionId: randomUUID() }])
    throw new Error('changed its mind')
  })
  await expect(broken).rejects.toThrow('changed its mind')
  await revoke(auth)
  expect(numbersOf(await toldUpTo(feed, 0, 1))).toEqual([1])
})

test('whoever resumes from before what is kept is told to forget everything', async () => {
  const auth = await testAuth()
  await revoke(auth, 5)
  await auth.database.prisma
    .$executeRaw`UPDATE revocations SET created_at = now() - interval '11 minutes' WHERE number <= 3`
  expect(await auth.database.transaction((tx) => repository.forgetOld(tx, 600))).toBe(3)
  const feed = await feedOver(auth)
  expect(numbersOf(await toldUpTo(feed, 3, 5))).toEqual([4, 5])
  expect(await toldUpTo(feed, 2, 5)).toEqual([{ kind: 'reset', number: 5 }])
  expect(await toldUpTo(feed, 99, 5)).toEqual([{ kind: 'reset', number: 5 }])
})

test('a feed whose connection is cut goes on where it was', async () => {
  const auth = await testAuth()
  const feed = await feedOver(auth)
  await revoke(auth)
  await toldUpTo(feed, 0, 1)
  const cut = await auth.database.sql.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ~ '^LISTEN|revocation_head h LEFT JOIN'`
  expect(cut).toEqual([{ pg_terminate_backend: true }])
  await revoke(auth)
  expect(numbersOf(await toldUpTo(feed, 0, 2))).toEqual([1, 2])
})

test('however many write at once and wherever a stream resumes: every number once, in order', async () => {
  const auth = await testAuth()
  const [feed, other] = [await feedOver(auth), await feedOver(auth)]
  let head = 0
  const law = fc.asyncProperty(
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
    fc.nat(),
    async (writers, from) => {
      const before = head
      const told = toldUpTo(feed, before, before + writers.reduce((sum, count) => sum + count, 0))
      await Promise.all(writers.map((count) => revoke(auth, count)))
      head = before + writers.reduce((sum, count) => sum + count, 0)
      const all = Array.from({ length: head - before }, (_, index) => before + 1 + index)
      expect(numbersOf(await told)).toEqual(all)
      const resumed = before + (from % (head - before + 1))
      // At another replica, which may not have heard of the last ones yet.
      expect(numbersOf(await toldUpTo(other, resumed, head))).toEqual(all.filter((number) => number > resumed))
    },
  )
  await fc.assert(law, { numRuns: 25 })
})
