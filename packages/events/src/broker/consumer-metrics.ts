import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge, Histogram } from 'prom-client'

export type ConsumerMetrics = ReturnType<typeof makeMetrics>

const made = new WeakMap<Metrics, ConsumerMetrics>()

/** Metrics of the consumers of a process; the same ones for each consumer of a registry. */
export function consumerMetrics(registry: Metrics): ConsumerMetrics {
  const known = made.get(registry)
  if (known) return known
  const fresh = makeMetrics(registry)
  made.set(registry, fresh)
  return fresh
}

function makeMetrics(registry: Metrics) {
  const registers = [registry]
  return {
    consumed: new Counter({
      name: 'forum_events_consumed_total',
      help: 'Events that were processed.',
      labelNames: ['group', 'topic'],
      registers,
    }),
    skipped: new Counter({
      name: 'forum_events_skipped_total',
      help: 'Events of a type that this version does not know.',
      labelNames: ['group', 'type'],
      registers,
    }),
    dead: new Counter({
      name: 'forum_events_dead_total',
      help: 'Messages set aside as dead letters.',
      labelNames: ['group', 'topic', 'reason'],
      registers,
    }),
    failures: new Counter({
      name: 'forum_consumer_failures_total',
      help: 'Batches that will be tried again.',
      labelNames: ['group', 'reason'],
      registers,
    }),
    restarts: new Counter({
      name: 'forum_consumer_restarts_total',
      help: 'Consumers made anew after a crash.',
      labelNames: ['group'],
      registers,
    }),
    paused: new Gauge({
      name: 'forum_consumer_paused',
      help: '1 while a store is away.',
      labelNames: ['group'],
      registers,
    }),
    seconds: new Histogram({
      name: 'forum_consumer_batch_duration_seconds',
      help: 'Time to process a batch.',
      labelNames: ['group', 'topic'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
  }
}
