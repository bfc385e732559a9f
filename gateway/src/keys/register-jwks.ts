import type { Clock, Logger } from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'undici'
import { prices } from '../limits/caller-limits.ts'
import { documentLimit } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'

const keptMs = 60_000
const path = '/.well-known/jwks.json'

export type JwksOptions = { auth: Pool; traffic: Traffic; clock: Clock; logger: Logger }

/** Auth's public keys, kept for a minute and, while Auth is away, as long as that lasts. */
export function registerJwks(app: FastifyInstance, { auth, traffic, clock, logger }: JwksOptions): void {
  let kept: { text: string; at: number } | null = null
  let asking: Promise<void> | null = null

  const refresh = async (): Promise<void> => {
    const { statusCode, body } = await auth.request({ method: 'GET', path, signal: AbortSignal.timeout(2_000) })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`Auth answered ${statusCode}`)
    kept = { text, at: clock.now().getTime() }
  }

  app.get(path, { onRequest: documentLimit(traffic, prices.document) }, async (_request, reply) => {
    if (!kept || clock.now().getTime() - kept.at > keptMs) {
      asking ??= refresh()
        .catch((error: unknown) => logger.warn({ err: error }, 'the public keys cannot be read from Auth'))
        .finally(() => {
          asking = null
        })
      await asking
    }
    if (!kept)
      return reply
        .status(503)
        .header('retry-after', 2)
        .send({ message: 'The keys cannot be read at the moment. Try again soon.' })
    return reply.headers({ 'cache-control': 'public, max-age=60' }).type('application/json').send(kept.text)
  })
}
