import { CuttableProxy, testDatabase, testStores } from '@forum/testing'
import { expect, test } from 'vitest'
import { type RunningStats, references, runStats } from './running-stats.ts'
import { ForumStory, idOf } from './story/forum-story.ts'

const query = 'query($of: [_Any!]!) { _entities(representations: $of) { ... on Post { stats { likes } } } }'
const story = () => new ForumStory(new Date()).post('ann', 'one').like('bob', 'one').like('cem', 'one')

/** How often a batch was not processed. */
async function failures({ metrics }: RunningStats): Promise<number> {
  const metric = await metrics.getSingleMetric('forum_consumer_failures_total')?.get()
  return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0
}

async function asOf(stats: RunningStats): Promise<number> {
  return Date.parse((await stats.ask<{ statsAsOf: string }>('{ statsAsOf }')).data.statsAsOf)
}

async function likes(stats: RunningStats): Promise<number | undefined> {
  type Likes = { _entities: [{ stats: { likes: number } | null }] }
  const { status, data } = await stats.ask<Likes>(query, { of: references(['one']) })
  expect(status).toBe(200)
  return data._entities[0].stats?.likes
}

test('ClickHouse away: fields are null and say so, consumers wait, and nothing is lost', async () => {
  const proxy = await CuttableProxy.to(testStores().clickhouseUrl)
  const stats = await runStats({ CLICKHOUSE_URL: proxy.url })
  const events = story().events
  await stats.tell(events.slice(0, 2))
  expect(await likes(stats)).toBe(1)

  await proxy.cut()
  expect(await likes(stats)).toBe(1) // kept, and true as of what it says
  const { status, data, errors } = await stats.ask(query, { of: references(['two']) })
  expect({ status, data }).toEqual({ status: 200, data: { _entities: [{ stats: null }] } })
  expect(errors).toMatchObject([{ path: ['_entities', 0, 'stats'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }])
  expect((await stats.get('/readyz')).status).toBe(503)

  const producer = stats.broker.producer()
  await producer.send(events.slice(2))
  const sent = Date.now()
  await expect.poll(() => failures(stats), { timeout: 30_000 }).toBeGreaterThan(3)
  expect(await asOf(stats)).toBeLessThanOrEqual(sent) // it says so as long as the like is not counted
  await proxy.mend()
  await stats.drain()
  expect(await likes(stats)).toBe(2)
  expect(await asOf(stats)).toBeGreaterThan(sent)
}, 120_000)

test('Postgres away: numbers stay, consumers wait, and nothing is lost', async () => {
  const { url } = await testDatabase('stats')
  const proxy = await CuttableProxy.to(url)
  const stats = await runStats({ STATS_DATABASE_URL: proxy.url })
  const events = story().events
  await stats.tell(events.slice(0, 2))

  await proxy.cut()
  expect(await likes(stats)).toBe(1)
  const exports = await stats.ask('query($id: ID!) { export(id: $id) { id } }', { id: idOf('an export') }, 'admin')
  expect(exports.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }])
  const counted = stats.tell(events.slice(2))
  await proxy.mend()
  await counted
  expect(await likes(stats)).toBe(2)
}, 120_000)
