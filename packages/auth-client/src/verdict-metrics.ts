import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'

export type VerdictMetrics = {
  answered(by: 'kept' | 'shared' | 'asked' | 'unavailable'): void
  streamIsUp(isUp: boolean): void
  /** A revocation, or the order to forget everything, has taken effect. */
  heard(): void
}

export function createVerdictMetrics(registry: Metrics): VerdictMetrics {
  const verdicts = new Counter({
    name: 'auth_verdicts_total',
    help: 'Verdicts on access tokens, by where they came from',
    labelNames: ['by'],
    registers: [registry],
  })
  const stream = new Gauge({
    name: 'auth_revocation_stream_up',
    help: '1 while revocations are heard',
    registers: [registry],
  })
  const revocations = new Counter({
    name: 'auth_revocations_heard_total',
    help: 'Revocations that the stream has told',
    registers: [registry],
  })
  return {
    answered: (by) => verdicts.inc({ by }),
    streamIsUp: (isUp) => stream.set(isUp ? 1 : 0),
    heard: () => revocations.inc(),
  }
}
