import { once } from 'node:events'
import type { Answer, RevocationEvent } from '@forum/auth-client'
import {
  InvalidTokenReason,
  type TokenServiceServer,
  type VerifyTokenResponse,
  type WatchRevocationsRequest,
  type WatchRevocationsResponse,
} from '@forum/auth-client/proto'
import type { Logger } from '@forum/service-kit'
import { type ServerWritableStream, status } from '@grpc/grpc-js'
import { protoRoles, protoStatuses } from '../../proto-statuses.ts'
import type { RevocationFeed } from '../revocations/revocation-feed.ts'
import type { TokenService } from './token-service.ts'

export type TokenGrpcDeps = {
  tokens: TokenService
  feed: RevocationFeed
  logger: Logger
  /** Aborted when this replica begins to stop: streams end at once, so that their readers go to another. */
  stopping: AbortSignal
}

/** TokenService of proto/forum/auth/v1/token.proto over the services of this process. */
export const tokenHandlers = ({ tokens, feed, logger, stopping }: TokenGrpcDeps): TokenServiceServer => ({
  verifyToken: async (call, callback) => {
    try {
      callback(null, responseOf(await tokens.verify(call.request.accessToken)))
    } catch (error) {
      logger.error({ err: error }, 'a token could not be verified')
      callback({ code: status.UNAVAILABLE, details: 'the token cannot be checked at the moment' })
    }
  },

  watchRevocations: async (call) => {
    try {
      await stream(call, feed, stopping)
      call.end()
    } catch (error) {
      logger.error({ err: error }, 'a revocation stream broke')
      call.destroy(Object.assign(new Error('the stream broke'), { code: status.UNAVAILABLE }))
    }
  },
})

async function stream(
  call: ServerWritableStream<WatchRevocationsRequest, WatchRevocationsResponse>,
  feed: RevocationFeed,
  stopping: AbortSignal,
): Promise<void> {
  const gone = new AbortController()
  call.on('cancelled', () => gone.abort())
  call.on('close', () => gone.abort())
  const signal = AbortSignal.any([gone.signal, stopping])
  for await (const event of feed.subscribe(call.request.after, signal)) {
    if (!call.write(messageOf(event))) await once(call, 'drain', { signal }).catch(() => undefined) // gone: the loop ends
  }
}

const reasons = {
  BAD_TOKEN: InvalidTokenReason.INVALID_TOKEN_REASON_BAD_TOKEN,
  SESSION_EXPIRED: InvalidTokenReason.INVALID_TOKEN_REASON_SESSION_EXPIRED,
  SESSION_ENDED: InvalidTokenReason.INVALID_TOKEN_REASON_SESSION_ENDED,
}

function responseOf(answer: Answer & { asOf: number }): VerifyTokenResponse {
  const { asOf, verdict } = answer
  if (verdict.status === 'invalid' || !('lifetimeMs' in answer))
    return {
      asOf,
      result: { $case: 'invalid', value: { reason: verdict.status === 'invalid' ? reasons[verdict.reason] : 0 } },
    }
  const { userId, handle, role, sessionId, scopes, expiresAt, accountStatus } = verdict
  const seconds = Math.floor(answer.lifetimeMs / 1_000)
  const nanos = Math.floor((answer.lifetimeMs % 1_000) * 1_000_000)
  const value = {
    userId,
    handle,
    role: protoRoles[role],
    sessionId,
    scopes: [...scopes],
    expiresAt,
    expiresIn: { seconds, nanos },
    accountStatus: protoStatuses[accountStatus],
  }
  return { asOf, result: { $case: 'valid', value } }
}

function messageOf(event: RevocationEvent): WatchRevocationsResponse {
  const { kind, number } = event
  if (kind === 'position' || kind === 'reset') return { event: { $case: kind, value: { number } } }
  const subject =
    kind === 'session'
      ? { $case: 'sessionId' as const, value: event.sessionId }
      : { $case: 'userId' as const, value: event.userId }
  return { event: { $case: 'revocation', value: { number, subject } } }
}
