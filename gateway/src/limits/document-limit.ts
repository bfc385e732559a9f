import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Refusal, Refused } from '../refusal.ts'
import type { Traffic } from './traffic.ts'
import { visitOf } from './visit.ts'

/**
 * Counts a request for what is no operation (a page, a file, a document) to its address, as long as it is under way. Gives why it is refused, or
 * null; Retry-After is set then.
 */
export function limitDocument(
  traffic: Traffic,
  request: FastifyRequest,
  reply: FastifyReply,
  price: number,
): Refusal | null {
  const visit = visitOf(traffic, request)
  try {
    visit.arrive()
    visit.enter()
    reply.raw.once('finish', () => visit.leave()).once('close', () => visit.leave())
    visit.pay(price)
    return null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { retryAfterSeconds } = error.refusal
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    return error.refusal
  }
}

/** The same as a hook of a route whose answers are no pages. */
export const documentLimit =
  (traffic: Traffic, price: number) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const refusal = limitDocument(traffic, request, reply, price)
    if (!refusal) return undefined
    const { status, message, retryAfterSeconds } = refusal
    return reply.status(status).send({ message, retryAfterSeconds, requestId: request.id })
  }
