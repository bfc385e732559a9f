import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'

export type VerdictMetrics = {
  answered(by: 'kept' | 'shared' | 'asked' | 'unavailable'): void
  streamIsUp(isUp: boolean): void
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
  return { answered: (by) => verdicts.inc({ by }), streamIsUp: (isUp) => stream.set(isUp ? 1 : 0) }
}
