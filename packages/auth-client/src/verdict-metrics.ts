import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'

export type VerdictMetrics = {
  answered(result: VerdictResult): void
  streamIsUp(isUp: boolean): void
  /** A revocation, or the order to forget everything, has taken effect. */
  received(): void
}

/** A verdict that was cached, that somebody else was asking for already, that Auth was asked for, or that nobody could give. */
type VerdictResult = 'hit' | 'coalesced' | 'miss' | 'unavailable'

export function createVerdictMetrics(registry: Metrics): VerdictMetrics {
  const verdicts = new Counter({
    name: 'forum_auth_client_verdicts_total',
    help: 'Verdicts on access tokens, by whether they were cached: hit, coalesced, miss or unavailable.',
    labelNames: ['result'],
    registers: [registry],
  })
  const stream = new Gauge({
    name: 'forum_auth_client_revocation_stream_up',
    help: '1 while revocations are received.',
    registers: [registry],
  })
  const revocations = new Counter({
    name: 'forum_auth_client_revocations_received_total',
    help: 'Revocations that the stream has brought.',
    registers: [registry],
  })
  return {
    answered: (result) => verdicts.inc({ result }),
    streamIsUp: (isUp) => stream.set(isUp ? 1 : 0),
    received: () => revocations.inc(),
  }
}
