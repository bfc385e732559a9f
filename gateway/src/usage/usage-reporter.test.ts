import type { ForumEvent } from '@forum/events'
import { createLogger, createMetrics, systemClock } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { UsageReporter } from './usage-reporter.ts'

type Sent = readonly ForumEvent<string, unknown>[]

function reporter(send: (events: Sent) => Promise<void>, sizes: { batchSize?: number; bufferSize?: number } = {}) {
  const metrics = createMetrics('gateway')
  const usage = new UsageReporter({
    producer: { send },
    knownOperations: new Set(['Feed']),
    clock: systemClock,
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics,
    flushEveryMs: 3_600_000,
    ...sizes,
  })
  const dropped = async () =>
    (await metrics.getSingleMetric('forum_gateway_usage_dropped_total')?.get())?.values[0]?.value
  return { usage, dropped }
}

const operation = { operationName: 'Feed', clientName: 'web', durationMs: 3, code: null }

test('operations are sent in batches', async () => {
  const batches: number[] = []
  const { usage } = reporter(async (events) => void batches.push(events.length), { batchSize: 2 })
  for (let count = 0; count < 5; count += 1) usage.add(operation)
  await usage.flush()
  expect(batches).toEqual([2, 2, 1])
})

test('what is more than the buffer holds is dropped and counted, and nobody waits', async () => {
  const stuck = Promise.withResolvers<void>()
  const { usage, dropped } = reporter(() => stuck.promise, { batchSize: 2, bufferSize: 3 })
  for (let count = 0; count < 10; count += 1) usage.add(operation)
  expect(await dropped()).toBe(5) // two are on their way, three wait
  stuck.resolve()
  await usage.flush()
})

test('a Kafka that refuses costs the batch, not the next one', async () => {
  const sent: Sent[] = []
  let isAway = true
  const { usage, dropped } = reporter(async (events) => {
    if (isAway) throw new Error('no broker')
    sent.push(events)
  })
  usage.add(operation)
  await usage.flush()
  expect(await dropped()).toBe(1)
  isAway = false
  usage.add(operation)
  await usage.flush()
  expect(sent).toHaveLength(1)
})
