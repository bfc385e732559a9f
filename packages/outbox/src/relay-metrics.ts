import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'

export type RelayMetrics = ReturnType<typeof relayMetrics>

export function relayMetrics(registry: Metrics) {
  const registers = [registry]
  return {
    relayed: new Counter({ name: 'forum_outbox_relayed_total', help: 'Events that Kafka has taken', registers }),
    dead: new Counter({ name: 'forum_outbox_dead_total', help: 'Events that Kafka refuses for good', registers }),
    failures: new Counter({ name: 'forum_outbox_failures_total', help: 'Sends that will be tried again', registers }),
    active: new Gauge({ name: 'forum_outbox_relay_active', help: '1 where this process holds the lock', registers }),
    lag: new Gauge({ name: 'forum_outbox_lag_seconds', help: 'Age of the oldest event not yet sent', registers }),
  }
}
