import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge, Histogram } from 'prom-client'

export type ConsumerMetrics = ReturnType<typeof consumerMetrics>

/** Counters of the consumers of a process; the same ones for each consumer of a registry. */
export function consumerMetrics(registry: Metrics) {
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[]) =>
    // Registered under this name only here, as a counter.
    (registry.getSingleMetric(name) as Counter | undefined) ?? new Counter({ name, help, labelNames, registers })
  return {
    consumed: counter('forum_events_consumed_total', 'Events worked off', ['group', 'topic']),
    skipped: counter('forum_events_skipped_total', 'Events of a type that this version does not know', [
      'group',
      'type',
    ]),
    dead: counter('forum_events_dead_total', 'Messages set aside as dead letters', ['group', 'topic', 'reason']),
    failures: counter('forum_consumer_failures_total', 'Batches that will be tried again', ['group', 'reason']),
    restarts: counter('forum_consumer_restarts_total', 'Consumers made anew after a crash', ['group']),
    paused:
      (registry.getSingleMetric('forum_consumer_paused') as Gauge | undefined) ??
      new Gauge({ name: 'forum_consumer_paused', help: '1 while a store is away', labelNames: ['group'], registers }),
    seconds:
      (registry.getSingleMetric('forum_consumer_batch_seconds') as Histogram | undefined) ??
      new Histogram({
        name: 'forum_consumer_batch_seconds',
        help: 'Time to work a batch off',
        labelNames: ['group', 'topic'],
        buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
        registers,
      }),
  }
}
