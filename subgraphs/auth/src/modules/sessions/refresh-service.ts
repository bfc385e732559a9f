import { type RateLimited, rateLimited, type WrongCredentials } from '@forum/graphql-kit'
import { type Logger, networkOf } from '@forum/service-kit'
import type { SessionLimits } from '../../limits.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { AccountSuspended, SuspensionService } from '../suspensions/suspension-service.ts'
import type { Caller } from './caller.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { OpenedSession, Tokens } from './session-delivery.ts'
import type { SessionRepository } from './session-repository.ts'
import type { SessionService } from './session-service.ts'

export type RefreshDeps = {
  sessions: SessionRepository
  service: SessionService
  refreshTokens: RefreshTokens
  suspensions: SuspensionService
  limiter: RateLimiter
  limits: SessionLimits
  logger: Logger
}

export type RefreshOutcome =
  | { __typename: 'RefreshSessionSuccess'; tokens: Tokens | null }
  | RateLimited
  | WrongCredentials
  | AccountSuspended

/** Trades refresh tokens for their successors. Each works once; who presents a used one late ends the family, for one of the two stole it. */
export class RefreshService {
  readonly #deps: RefreshDeps

  constructor(deps: RefreshDeps) {
    this.#deps = deps
  }

  /** `given`: the token of the input; without one the cookie is meant, and answered by cookies. */
  async refresh(given: string | null, caller: Caller): Promise<RefreshOutcome> {
    const kind = given === null ? 'COOKIES' : 'TOKENS'
    const token = given ?? caller.refreshCookie
    const tokenHash = token === null ? null : this.#deps.refreshTokens.hashOf(token)
    const family = tokenHash && (await this.#deps.sessions.familyOf(tokenHash))
    const limit = await this.#deps.limiter.take([this.#allowance(family?.sessionId ?? null, caller)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const session = token && family ? await this.rotate(family.sessionId, token) : null
    if (!session) {
      // Cookies are cleared only for whoever came by cookie: a program's bad token is no reason to sign a browser out.
      if (kind === 'COOKIES') caller.delivery.clear()
      return (tokenHash && family && (await this.#suspended(family.sessionId, tokenHash))) || refused()
    }
    return { __typename: 'RefreshSessionSuccess', tokens: caller.delivery.deliver(kind, session) }
  }

  /** The successor of that token of the family; null when it can have none any more. */
  async rotate(sessionId: string, token: string): Promise<OpenedSession | null> {
    const { sessions, service, refreshTokens, logger } = this.#deps
    const successor = refreshTokens.successorOf(token)
    const hashes = [refreshTokens.hashOf(token), refreshTokens.hashOf(successor)] as const
    return sessions.transaction(async (tx) => {
      const family = await sessions.lock(tx, sessionId)
      if (!family?.isGood) return null
      const of = { sessionId, userId: family.accountId }
      const { wasUsed, canRepeat } = await sessions.tokenState(tx, ...hashes)
      if (!wasUsed) return service.grant(of, successor, await sessions.advance(tx, sessionId, ...hashes))
      if (canRepeat) return service.grant(of, successor, family)
      logger.warn(of, 'a used refresh token was presented again; its session is ended')
      await service.end(tx, [sessionId])
      return null
    })
  }

  /** Who would have gone on hears why not; who comes with an older token, or after signing out, hears what everybody hears. */
  async #suspended(sessionId: string, tokenHash: Uint8Array<ArrayBuffer>): Promise<AccountSuspended | null> {
    const { sessions, suspensions } = this.#deps
    const accountId = await sessions.endedBySuspension(sessionId, tokenHash)
    return accountId ? suspensions.refusalOf(accountId) : null
  }

  #allowance(sessionId: string | null, { address }: Caller) {
    const { refreshes, unknownRefreshes } = this.#deps.limits
    const network = networkOf(address)
    return sessionId
      ? { name: 'refresh', subject: [sessionId, network], ...refreshes }
      : { name: 'refresh-unknown', subject: [network], ...unknownRefreshes }
  }
}

const refused = (): WrongCredentials => ({
  __typename: 'WrongCredentials',
  message: 'The session has ended. Sign in again.',
  code: 'SESSION_ENDED',
})
