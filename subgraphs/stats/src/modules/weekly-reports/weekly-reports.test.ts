import { weeklyReport } from '@forum/events'
import { Outbox } from '@forum/outbox'
import { select, sql } from '@forum/postgres'
import { createLogger, createMetrics } from '@forum/service-kit'
import { cleanUp, testDatabase } from '@forum/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ForumStory, idOf } from '../../../tests/story/forum-story.ts'
import { openTestClickHouse } from '../../../tests/story/stores.ts'
import { openDatabase } from '../../database.ts'
import { AsOfRepository } from '../as-of/as-of-repository.ts'
import { processBatch } from '../ingestion/process-batch.ts'
import { ReportMarks } from './report-marks.ts'
import { lastWeek } from './week.ts'
import { WeeklyReports } from './weekly-reports.ts'

const told = z.object({ id: z.string(), data: weeklyReport.schema })
/** A Monday, and the week before it. */
const monday = '2026-11-23'
const tuesdayBefore = new Date('2026-11-17T12:00:00.000Z')
const weekMs = 7 * 24 * 3_600_000

test('a week is Monday to Sunday in UTC', () => {
  const at = (time: string) => {
    const { from, to, begins, ends } = lastWeek(new Date(time))
    return [from, to, begins.toISOString().slice(0, 16), ends.toISOString().slice(0, 16)]
  }
  const week = ['2026-11-16', '2026-11-22', '2026-11-16T00:00', '2026-11-23T00:00']
  expect(at('2026-11-23T00:00:00.000Z')).toEqual(week)
  expect(at('2026-11-29T23:59:59.999Z')).toEqual(week)
  expect(at('2026-11-22T23:59:59.999Z')[0]).toBe('2026-11-09')
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (time) => {
      const { begins, ends } = lastWeek(time)
      expect([begins.getUTCDay(), ends.getUTCDay(), ends.getTime() - begins.getTime()]).toEqual([1, 1, weekMs])
      expect(time.getTime() - ends.getTime()).toBeGreaterThanOrEqual(0)
      expect(time.getTime() - ends.getTime()).toBeLessThan(weekMs)
    }),
  )
})

async function world({ perTransaction = 500 } = {}) {
  const [{ clickhouse }, { url }] = [await openTestClickHouse(), await testDatabase('stats')]
  const logger = createLogger({ name: 'test', level: 'silent' })
  let now = new Date(`${monday}T00:05:00.000Z`)
  const asOf = { current: now as Date | null }
  const open = () => {
    const database = openDatabase({ url, logger, metrics: createMetrics('test'), connections: 2 })
    cleanUp(() => database.close())
    const reports = new WeeklyReports({
      ...{ database, clickhouse, asOf, perTransaction },
      ...{ marks: new ReportMarks(), outbox: new Outbox(), clock: { now: () => now } },
    })
    return { database, reports }
  }
  const { database, reports } = open()
  await new AsOfRepository(database).advance(now)
  /** The week before was told of: this database is not new. */
  await database.sql.$executeRaw`INSERT INTO weekly_reports (week, done_at) VALUES ('2026-11-16', now())`
  return {
    clickhouse,
    database,
    reports,
    asOf,
    restarted: () => open().reports,
    at: (time: string) => {
      now = new Date(time)
      asOf.current = now
    },
    told: async () => {
      const rows = await select(database.sql, told, sql`SELECT id, data FROM outbox ORDER BY seq`)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
      return rows.map(({ data }) => data)
    },
  }
}

const nothing = { views: 0, likes: 0, commentsReceived: 0, followersGained: 0, bestPostId: null }
const week = { from: '2026-11-16', to: '2026-11-22' }

test('each author who has any is told what the week brought, of what is public, and nobody else', async () => {
  const { clickhouse, reports, told: toldSoFar } = await world()
  const story = new ForumStory(new Date('2026-11-01T00:00:00.000Z'))
  story.register('ann').register('bob').register('cem').register('dan')
  story.post('ann', 'old').post('ann', 'quiet').post('bob', 'bobs').post('dan', 'hidden', 'PRIVATE').post('cem', 'cems')
  story.like('bob', 'old').follow('bob', 'ann').view('bob', 'old') // before the week
  story
    .at(tuesdayBefore)
    .like('cem', 'old')
    .like('cem', 'quiet')
    .view('cem', 'quiet')
    .view('dan', 'quiet')
    .view('dan', 'old')
  story.comment('bob', 'c1', 'old').comment('ann', 'c2', 'old').comment('cem', 'c3', 'bobs').like('ann', 'c1')
  story.follow('cem', 'ann').follow('dan', 'ann').follow('dan', 'ann', false)
  story.like('ann', 'hidden').comment('ann', 'c4', 'hidden').view('ann', 'hidden')
  story.at('2026-11-23T00:00:00.000Z').like('ann', 'cems').view('ann', 'cems') // after it
  await processBatch(clickhouse, story.events)
  await reports.tellIfDue()
  const expected = [
    {
      ...{ ...week, userId: idOf('ann') },
      ...{ views: 3, likes: 2, commentsReceived: 1, followersGained: 1, bestPostId: idOf('quiet') },
    },
    { ...nothing, ...week, userId: idOf('bob'), likes: 1, commentsReceived: 1 },
  ].toSorted((a, b) => (a.userId < b.userId ? -1 : 1))
  expect(await toldSoFar()).toEqual(expected)
})

test('a week is told of once: by one of several, after a restart too, and when all of it is counted', async () => {
  const { clickhouse, reports, restarted, asOf, at, told: toldSoFar } = await world({ perTransaction: 2 })
  const names = ['a', 'b', 'c', 'd', 'e']
  const story = new ForumStory(tuesdayBefore).register('fan')
  for (const name of names) story.register(name).post(name, `post ${name}`).like('fan', `post ${name}`)
  await processBatch(clickhouse, story.events)
  asOf.current = new Date('2026-11-22T23:59:59.000Z')
  await reports.tellIfDue()
  asOf.current = null
  await reports.tellIfDue()
  expect(await toldSoFar()).toEqual([])

  at(`${monday}T00:10:00.000Z`)
  await Promise.all([reports, restarted(), restarted()].map((each) => each.tellIfDue()))
  await restarted().tellIfDue()
  expect((await toldSoFar()).map(({ userId }) => userId)).toEqual(names.map(idOf).toSorted())
  await reports.tellIfDue()
  expect(await toldSoFar()).toHaveLength(5)

  // Two weeks later: the last one alone, in which nobody did anything.
  at('2026-12-07T08:00:00.000Z')
  await reports.tellIfDue()
  await restarted().tellIfDue()
  expect(await toldSoFar()).toHaveLength(5)
})

test('what was broken off in the middle goes on from there', async () => {
  const { clickhouse, database, restarted, told: toldSoFar } = await world({ perTransaction: 2 })
  const names = ['a', 'b', 'c', 'd', 'e']
  const story = new ForumStory(tuesdayBefore).register('fan')
  for (const name of names) story.register(name).post(name, `post ${name}`).like('fan', `post ${name}`)
  await processBatch(clickhouse, story.events)
  const ids = names.map(idOf).toSorted()
  // Postgres goes when the fourth is told.
  await database.sql.$executeRaw`CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN IF (SELECT count(*) FROM outbox) > 3 THEN RAISE EXCEPTION ''away''; END IF; RETURN NULL; END'`
  await database.sql.$executeRaw`CREATE TRIGGER breaks AFTER INSERT ON outbox EXECUTE FUNCTION breaks()`
  await expect(restarted().tellIfDue()).rejects.toThrow(/away/)
  expect((await toldSoFar()).map(({ userId }) => userId)).toEqual(ids.slice(0, 2))
  await database.sql.$executeRaw`DROP TRIGGER breaks ON outbox`
  await restarted().tellIfDue()
  expect((await toldSoFar()).map(({ userId }) => userId)).toEqual(ids)
})

test('a database that is new tells nothing of the week before it', async () => {
  const { clickhouse, database, reports, at, told: toldSoFar } = await world()
  await database.sql.$executeRaw`DELETE FROM weekly_reports`
  const story = new ForumStory(tuesdayBefore).register('ann').post('ann', 'one').view('bob', 'one')
  await processBatch(clickhouse, story.events)
  await reports.tellIfDue()
  expect(await toldSoFar()).toEqual([])
  at('2026-11-30T01:00:00.000Z')
  await processBatch(clickhouse, story.at('2026-11-25T00:00:00.000Z').view('cem', 'one').events)
  await reports.tellIfDue()
  expect(await toldSoFar()).toEqual([
    { ...nothing, userId: idOf('ann'), from: '2026-11-23', to: '2026-11-29', views: 1, bestPostId: idOf('one') },
  ])
})
