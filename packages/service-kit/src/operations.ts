import type { FastifyInstance } from 'fastify'
import { internalHeaders } from './headers.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { type OperationsPort, openOperationsPort, type Readiness } from './operations-port.ts'
import { secretsEqual } from './secrets.ts'
import { within } from './within.ts'

export type Operations = {
  name: string
  metrics: Metrics
  logger: Logger
  /** Where metrics and the single checks are shown. */
  port: OperationsPort
  /** Whether this service can do its work now. Slower than 2 s, or throwing, is no. */
  ready: () => Promise<Readiness>
  /** Flushes batches and empties the outbox. */
  drain: () => Promise<void>
  /** SUBGRAPH_SECRET; guards the drain. */
  secret: string
}

/**
 * Adds /healthz (the process answers), /readyz, and POST /internal/drain for callers with the secret; what is inside is shown on a port of its own.
 */
export function registerOperations(app: FastifyInstance, operations: Operations): void {
  const { name, metrics, logger, port, ready, drain, secret } = operations
  const readiness = () =>
    within(2_000, ready()).catch((error: unknown): Readiness => {
      logger.warn({ err: error }, 'readiness check failed')
      return { ok: false, checks: {} }
    })
  openOperationsPort(app, port, { name, metrics, logger, readiness })

  app.get('/healthz', async () => ({ service: name, ok: true }))

  // Whoever asks here learns no more than whether to come.
  app.get('/readyz', async (_request, reply) => {
    const { ok } = await readiness()
    return reply
      .status(ok ? 200 : 503)
      .type('text/plain; charset=utf-8')
      .send(ok ? 'is ready' : 'not ready')
  })

  app.post('/internal/drain', async (request, reply) => {
    const given = request.headers[internalHeaders.gatewaySecret]
    if (typeof given !== 'string' || !secretsEqual(given, secret))
      return reply.status(404).send({ message: 'Not found.' })
    await drain()
    return reply.status(204).send()
  })
}
