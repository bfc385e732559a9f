import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type CatalogueEvent, isEvent, milestoneReached, rankingRefreshed } from '@forum/events'
import { kafkaEnvironment, kafkaOf } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { expect, test } from 'vitest'
import { type RunningStats, runStats } from './running-stats.ts'
import { ForumStory, idOf } from './story/forum-story.ts'

// What others hear on forum.stats.v1 of a Stats as it runs.

/** Hears all that is told, and waits until it has heard what is there. */
async function listen({ broker }: RunningStats) {
  const heard: CatalogueEvent[] = []
  const group = 'listener'
  const listener = broker.consumer({
    groupId: group,
    topics: ['stats'],
    handle: async ({ events }) => void heard.push(...events),
  })
  await listener.start()
  cleanUp(() => listener.stop())
  return async () => {
    await expect
      .poll(
        async () => {
          const offsets = await broker.offsets(group, ['stats'])
          return offsets.reduce((left, { end, committed }) => left + (end - committed), 0n)
        },
        { timeout: 60_000 },
      )
      .toBe(0n)
    return heard
  }
}

async function rebuild({ config }: RunningStats): Promise<void> {
  const { PATH } = process.env
  const { STATS_DATABASE_URL, CLICKHOUSE_URL, CLICKHOUSE_DATABASE, KAFKA_TOPIC_PREFIX } = config
  const stores = { STATS_DATABASE_URL, CLICKHOUSE_URL, CLICKHOUSE_DATABASE, KAFKA_TOPIC_PREFIX }
  const env = { PATH, ...stores, ...kafkaEnvironment(kafkaOf(config)) }
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../src/commands/rebuild.ts')], { env })
}

test('rankings and milestones are told, and a rebuild tells neither again', async () => {
  const stats = await runStats()
  const heard = await listen(stats)
  const hourMs = 3_600_000
  const story = new ForumStory(new Date(Date.now() - 48 * hourMs)).register('ann')
  const fans = Array.from({ length: 11 }, (_, index) => `fan ${index}`)
  for (const fan of fans) story.register(fan)
  story.at(new Date(Date.now() - hourMs)).post('ann', 'one')
  for (const fan of fans) story.like(fan, 'one')
  await stats.tell(story.events)

  const first = await heard()
  const milestones = (events: readonly CatalogueEvent[]) =>
    events.flatMap((event) => (isEvent(event, milestoneReached) ? [event.data] : []))
  const reached = [{ userId: idOf('ann'), postId: idOf('one'), metric: 'LIKES', value: 10 }]
  expect(milestones(first)).toEqual(reached)
  const hot = first.flatMap((event) =>
    isEvent(event, rankingRefreshed) && event.data.ranking === 'HOT' ? event.data : [],
  )
  expect(hot.at(-1)).toMatchObject({ part: 1, parts: 1, posts: [{ postId: idOf('one'), likes: 11, people: 11 }] })

  await rebuild(stats)
  await stats.tell(new ForumStory(new Date()).register('cem').events)
  expect(await heard(), 'nothing changed').toHaveLength(first.length)

  await stats.tell(
    story.at(new Date()).unlike('fan 0', 'one').unlike('fan 1', 'one').like('fan 0', 'one').events.slice(-3),
  )
  expect(milestones(await heard()), 'nor after an unlike').toEqual(reached)
}, 240_000)
