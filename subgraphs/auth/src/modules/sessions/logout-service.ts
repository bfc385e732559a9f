import { type NotFound, notFound, unauthenticated } from '@forum/graphql-kit'
import type { AccessTokens } from '../tokens/access-tokens.ts'
import type { Caller } from './caller.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { SessionRepository } from './session-repository.ts'
import type { SessionService } from './session-service.ts'

export type LogoutDeps = {
  sessions: SessionRepository
  service: SessionService
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
}

export type LogoutOutcome = { __typename: 'LogoutSuccess'; sessionId: string } | NotFound

/** Ends the session of whatever credential came: a refresh token, used or not, or an access token of ours, expired or not. */
export class LogoutService {
  readonly #deps: LogoutDeps

  constructor(deps: LogoutDeps) {
    this.#deps = deps
  }

  /** Logging out twice is logging out once. @throws UNAUTHENTICATED NO_CREDENTIAL */
  async logout(caller: Caller): Promise<LogoutOutcome> {
    const { refreshCookie, accessToken } = caller
    if (refreshCookie === null && accessToken === null) throw unauthenticated('NO_CREDENTIAL')
    const sessionId = (await this.#sessionOfRefresh(refreshCookie)) ?? (await this.#sessionOfBearer(accessToken))
    if (sessionId) await this.#deps.sessions.transaction((tx) => this.#deps.service.end(tx, [sessionId]))
    // Not before: whoever is told of a fault still has the session, and must be able to try again.
    caller.delivery.clear()
    if (!sessionId) return notFound('Session')
    return { __typename: 'LogoutSuccess', sessionId }
  }

  async #sessionOfRefresh(token: string | null): Promise<string | null> {
    if (token === null) return null
    const { sessions, refreshTokens } = this.#deps
    return (await sessions.familyOf(refreshTokens.hashOf(token)))?.sessionId ?? null
  }

  /** A program whose access token is gone may log out by its refresh token in the same header. */
  async #sessionOfBearer(token: string | null): Promise<string | null> {
    if (token === null) return null
    const claims = await this.#deps.accessTokens.read(token)
    // The token of a suspension is of no session, and its end is not its owner's to choose.
    return claims && !claims.isSuspended ? claims.sessionId : this.#sessionOfRefresh(token)
  }
}
