import type { FastifyInstance } from 'fastify'
import { internalHeaders } from './headers.ts'
import type { Metrics } from './metrics.ts'
import { secretsEqual } from './secrets.ts'
import { within } from './within.ts'

export type Readiness = { ok: boolean; checks: Record<string, boolean> }

export type Operations = {
  name: string
  metrics: Metrics
  /** Whether this service can do its work now. Slower than 2 s, or throwing, is no. */
  ready: () => Promise<Readiness>
  /** Flushes batches and empties the outbox. */
  drain: () => Promise<void>
  /** SUBGRAPH_SECRET; guards the drain. */
  secret: string
}

/** Adds /healthz (the process answers), /readyz, /metrics, and POST /internal/drain for callers with the secret. */
export function registerOperations(app: FastifyInstance, { name, metrics, ready, drain, secret }: Operations): void {
  app.get('/healthz', async () => ({ service: name, ok: true }))

  app.get('/readyz', async (request, reply) => {
    const readiness = await within(2_000, ready()).catch((error: unknown): Readiness => {
      request.log.warn({ err: error }, 'readiness check failed')
      return { ok: false, checks: {} }
    })
    return reply.status(readiness.ok ? 200 : 503).send({ service: name, ...readiness })
  })

  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))

  app.post('/internal/drain', async (request, reply) => {
    const given = request.headers[internalHeaders.gatewaySecret]
    if (typeof given !== 'string' || !secretsEqual(given, secret))
      return reply.status(404).send({ message: 'Not found.' })
    await drain()
    return reply.status(204).send()
  })
}
