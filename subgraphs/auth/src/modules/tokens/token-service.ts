import type { Answer, InvalidReason } from '@forum/auth-client'
import type { AccessTokens } from './access-tokens.ts'
import type { TokenRepository } from './token-repository.ts'

/** A session of the forum's own may do everything that its user may; tokens with less come with personal access tokens. */
const sessionScopes = ['*']
/** Of who is suspended: what may be done with it is named where it may be done. */
const suspendedScopes = ['suspended']
/** The same of who is leaving. */
const leavingScopes = ['leaving']

/** What Auth says of an access token, right now. */
export class TokenService {
  readonly #tokens: AccessTokens
  readonly #standings: TokenRepository

  constructor({ tokens, standings }: { tokens: AccessTokens; standings: TokenRepository }) {
    this.#tokens = tokens
    this.#standings = standings
  }

  async verify(token: string): Promise<Answer & { asOf: number }> {
    const claims = await this.#tokens.read(token)
    // Nothing that is revoked later can make a bad signature good, so this answer is as of anything.
    if (!claims) return invalid('BAD_TOKEN', 0)
    const { userId, sessionId, isSuspended, expiresAt } = claims
    const { asOf, now, isLive, handle, role, status, isLeaving } = await (isSuspended
      ? this.#standings.suspendedStandingOf(sessionId, userId)
      : this.#standings.standingOf(sessionId, userId))
    const lifetimeMs = expiresAt.getTime() - now.getTime()
    if (lifetimeMs <= 0) return invalid('SESSION_EXPIRED', asOf)
    const wanted = isSuspended ? 'SUSPENDED' : 'ACTIVE'
    if (!isLive || !handle || !role || status !== wanted) return invalid('SESSION_ENDED', asOf)
    return {
      lifetimeMs,
      asOf,
      verdict: {
        status: 'valid',
        userId,
        handle,
        role,
        sessionId,
        scopes: isSuspended ? suspendedScopes : isLeaving ? leavingScopes : sessionScopes,
        expiresAt,
        accountStatus: status,
        asOf,
      },
    }
  }
}

const invalid = (reason: InvalidReason, asOf: number): Answer & { asOf: number } => ({
  verdict: { status: 'invalid', reason },
  asOf,
})
