import type { FastifyReply } from 'fastify'
import { type CallerKind, callerLimits } from './caller-limits.ts'
import type { Taking } from './token-buckets.ts'

/**
 * What is left of the caller's bucket, as structured fields (IETF draft-ietf-httpapi-ratelimit-headers): the policy's quota `q` in tokens and
 * the seconds `w` in which an empty bucket fills; what remains `r`, and the seconds `t` until it is whole again. An operation takes as many
 * tokens as it is work.
 */
export function setRateLimitHeaders(reply: FastifyReply, kind: CallerKind, { left, fullInSeconds }: Taking): void {
  const { tokens, perSecond } = callerLimits[kind]
  reply.header('ratelimit-policy', `"${kind}";q=${tokens};w=${Math.ceil(tokens / perSecond)}`)
  reply.header('ratelimit', `"${kind}";r=${left};t=${fullInSeconds}`)
}
