import type { FastifyInstance } from 'fastify'
import { env } from './env.ts'
import { createHttpServer } from './http-server.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'

/** Where a service shows its inside: METRICS_PORT, on loopback unless METRICS_HOST says otherwise; nowhere when it is not set. */
export const operationsPort = {
  METRICS_PORT: env.port().optional(),
  METRICS_HOST: env.text().default('127.0.0.1'),
}
export type OperationsPort = { METRICS_PORT?: number | undefined; METRICS_HOST: string }

export type Readiness = { ok: boolean; checks: Record<string, boolean> }

type Inside = { name: string; metrics: Metrics; logger: Logger; readiness: () => Promise<Readiness> }

/** Opens the port of operations as long as the app lives: /metrics, and /readyz with each of its checks. */
export function openOperationsPort(app: FastifyInstance, address: OperationsPort, inside: Inside): void {
  const { METRICS_PORT: port, METRICS_HOST: host } = address
  if (port === undefined) return
  const { name, metrics, logger, readiness } = inside
  const server = createHttpServer({ logger })
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
  server.get('/readyz', async (_request, reply) => {
    const { ok, checks } = await readiness()
    return reply.status(ok ? 200 : 503).send({ service: name, ok, checks })
  })
  app.addHook('onReady', async () => {
    await server.listen({ host, port })
    const listening = server.server.address()
    logger.info({ port: typeof listening === 'object' ? listening?.port : port }, 'metrics')
  })
  app.addHook('onClose', () => server.close())
}
