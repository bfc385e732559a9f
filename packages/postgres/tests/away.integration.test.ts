import { CuttableProxy, emptyDatabase } from '@forum/testing'
import { expect, test } from 'vitest'
import { isAway, storeFailure } from '../src/index.ts'
import { openTestDatabase } from './test-database.ts'

const failureOf = (asked: Promise<unknown>) => asked.then(() => null, storeFailure)

test('a Postgres that is away is told from a wrong statement, however it was asked, and comes back by itself', async () => {
  const proxy = await CuttableProxy.to((await emptyDatabase('postgres')).url)
  const { database } = await openTestDatabase({ url: proxy.url })
  await proxy.cut()
  const asked = [
    failureOf(database.sql.$queryRaw`SELECT 1 AS one`),
    failureOf(database.sql.$executeRaw`DELETE FROM things`),
    failureOf(database.transaction((tx) => tx.$queryRaw`SELECT 1 AS one`)),
    failureOf(database.prisma.thing.count()),
    failureOf(database.answers()),
  ]
  expect(await Promise.all(asked)).toEqual(Array(asked.length).fill('unavailable'))
  await proxy.mend()
  expect(await database.sql.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
  expect(await failureOf(database.sql.$queryRaw`SELECT nothing`)).toBe(null)
})

test('a connection that is cut within a transaction is an absence, too', async () => {
  const proxy = await CuttableProxy.to((await emptyDatabase('postgres')).url)
  const { database } = await openTestDatabase({ url: proxy.url })
  const cut = database.transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 AS one`
    await proxy.cut()
    await tx.$queryRaw`SELECT 1 AS one`
  })
  expect(await cut.catch(isAway)).toBe(true)
})

test('a table that a migration changes meanwhile costs nobody an error', async () => {
  const { database } = await openTestDatabase({ connections: 1 })
  await database.sql.$executeRaw`INSERT INTO things VALUES (1)`
  expect(await database.sql.$queryRaw`SELECT * FROM things`).toEqual([{ id: 1 }])
  await database.sql.$executeRaw`ALTER TABLE things ADD name text`
  expect(await database.sql.$queryRaw`SELECT * FROM things`).toEqual([{ id: 1, name: null }])
})
