import type { PublicErrorCode, UnauthenticatedReason } from '@forum/graphql-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Why a request is not let in, as GraphQL says it. */
export type Refusal = {
  status: number
  code: PublicErrorCode
  message: string
  reason?: UnauthenticatedReason
  retryAfterSeconds?: number
  allow?: string
  /** What is wrong, in place of `message`, where it can be several things. */
  problems?: readonly { message: string; locations: readonly { line: number; column: number }[] }[]
}

/** Thrown by the steps of admission and answered in one place. */
export class Refused extends Error {
  readonly refusal: Refusal

  /** For what answers it outside of /graphql. */
  get statusCode(): number {
    return this.refusal.status
  }

  constructor(refusal: Refusal) {
    // Who floods the forum is refused hundreds of times a second, and where in the code that happened nobody reads.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(refusal.message)
    Error.stackTraceLimit = stackTraceLimit
    this.refusal = refusal
  }
}

const graphqlMediaType = 'application/graphql-response+json'

/** What an answer comes as. Clients that know GraphQL's own media type read the body whatever the status is. */
export const mediaTypeFor = ({ headers: { accept } }: FastifyRequest): string =>
  accept?.includes(graphqlMediaType) ? graphqlMediaType : 'application/json'

/** Answers a request that was not let in. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, code, message, reason, retryAfterSeconds, allow } = refusal
  const problems = refusal.problems ?? [{ message, locations: [] }]
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  if (allow !== undefined) reply.header('allow', allow)
  const extensions = { code, ...(reason ? { reason } : {}), ...(retryAfterSeconds ? { retryAfterSeconds } : {}) }
  return reply
    .status(status)
    .header('cache-control', 'private, no-store')
    .type(`${mediaTypeFor(request)}; charset=utf-8`)
    .send(
      JSON.stringify({
        errors: problems.map(({ message: what, locations }) => ({
          message: what,
          ...(locations.length > 0 ? { locations } : {}),
          extensions,
        })),
      }),
    )
}
