import { createLogger, createMetrics } from '@forum/service-kit'
import { Counter } from 'prom-client'
import { expect, test } from 'vitest'
import { operationCompleted } from '../catalogue/gateway.ts'
import type { ForumEvent } from '../event.ts'
import { BestEffortSender } from './best-effort-sender.ts'

const event = () =>
  operationCompleted({ name: 'Feed', client: 'web', durationMs: 3, outcome: 'ok', code: null }, { time: new Date() })

function senderTo(send: (events: readonly ForumEvent[]) => Promise<void>, sizes = {}) {
  const dropped = new Counter({ name: 'forum_dropped_total', help: 'Lost.', registers: [createMetrics('test')] })
  const logger = createLogger({ name: 'test', level: 'silent' })
  const sender = new BestEffortSender({ producer: { send }, logger, dropped, delayMs: 3_600_000, ...sizes })
  return { sender, dropped: async () => (await dropped.get()).values[0]?.value }
}

test('events are sent in batches, in their order', async () => {
  const batches: (readonly ForumEvent[])[] = []
  const { sender } = senderTo(async (events) => void batches.push(events), { batchSize: 2 })
  const events = Array.from({ length: 5 }, event)
  for (const each of events) sender.add(each)
  await sender.flush()
  expect(batches.map((batch) => batch.length)).toEqual([2, 2, 1])
  expect(batches.flat()).toEqual(events)
})

test('what is more than the buffer holds is dropped and counted, and nobody waits', async () => {
  const stuck = Promise.withResolvers<void>()
  const { sender, dropped } = senderTo(() => stuck.promise, { batchSize: 2, bufferSize: 3 })
  for (let count = 0; count < 10; count += 1) sender.add(event())
  expect(await dropped()).toBe(5) // two are on their way, three wait
  stuck.resolve()
  await sender.flush()
})

test('a Kafka that refuses costs the batch, not the next one', async () => {
  const sent: (readonly ForumEvent[])[] = []
  let isAway = true
  const { sender, dropped } = senderTo(async (events) => {
    if (isAway) throw new Error('no broker')
    sent.push(events)
  })
  sender.add(event(), event())
  await sender.flush()
  expect(await dropped()).toBe(2)
  isAway = false
  sender.add(event())
  await sender.flush()
  expect(sent).toHaveLength(1)
})

test('few events are sent when their time has come', async () => {
  const sent = Promise.withResolvers<readonly ForumEvent[]>()
  const { sender } = senderTo(async (events) => sent.resolve(events), { delayMs: 1 })
  sender.add(event())
  expect(await sent.promise).toHaveLength(1)
})
