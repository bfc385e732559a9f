import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from './logger.ts'
import { networkOf } from './network.ts'

/** Bodies that one address may be sending at once. */
export const maxUnfinishedBodies = 32
/** Of a body at least so much comes in each of these spans, or its connection is cut. */
export const slowestBody = { bytes: 8 * 1024, everyMs: 10_000 } as const

/** Bounds how many bodies an address sends at once, and how slowly: who sends a byte a minute would hold a connection as long. */
export function boundUnfinishedBodies(
  app: FastifyInstance,
  logger: Logger,
  everyMs: number = slowestBody.everyMs,
): void {
  const counts = new Map<string, number>()
  app.addHook('onRequest', async (request, reply) => {
    if (!hasBody(request)) return undefined
    const network = networkOf(request.ip)
    const count = counts.get(network) ?? 0
    if (count >= maxUnfinishedBodies) return refuse(request, reply, network, logger)
    counts.set(network, count + 1)
    watch(request, reply, logger, everyMs, () => {
      const left = (counts.get(network) ?? 1) - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
    })
    return undefined
  })
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function refuse(request: FastifyRequest, reply: FastifyReply, network: string, logger: Logger): FastifyReply {
  logger.warn({ requestId: request.id, network }, 'too many unfinished bodies')
  return reply
    .status(429)
    .headers({ 'retry-after': 1, connection: 'close' })
    .send({ message: 'Too many requests are being sent at once. Try again in a second.', requestId: request.id })
}

/** Calls `ended` once, when the body is whole, its connection is gone, or it was answered without being read. */
function watch(
  { raw, id }: FastifyRequest,
  { raw: answer }: FastifyReply,
  logger: Logger,
  everyMs: number,
  ended: () => void,
): void {
  let before = raw.socket.bytesRead
  const timer = setInterval(() => {
    const now = raw.socket.bytesRead
    if (now - before < slowestBody.bytes) {
      logger.warn({ requestId: id, bytes: now }, 'a body came too slowly and was cut off')
      raw.socket.destroy()
    }
    before = now
  }, everyMs)
  let hasEnded = false
  const end = () => {
    if (hasEnded) return
    hasEnded = true
    clearInterval(timer)
    ended()
  }
  raw.once('end', end).once('close', end)
  answer.once('finish', end).once('close', end)
}
