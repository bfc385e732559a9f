import { type NotFound, notFound, type Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Ids } from '@forum/service-kit'
import type { RevocationService } from '../revocations/revocation-service.ts'
import type { AccessTokens } from '../tokens/access-tokens.ts'
import { clientName } from './client-name.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { OpenedSession } from './session-delivery.ts'
import type { LiveSession, SessionRepository, Span } from './session-repository.ts'

export type SessionDeps = {
  sessions: SessionRepository
  refreshTokens: RefreshTokens
  accessTokens: AccessTokens
  revocations: RevocationService
  ids: Ids
}

type EndSessionOutcome = { __typename: 'EndSessionSuccess'; sessionId: string } | NotFound
type LogoutEverywhereOutcome = { __typename: 'LogoutEverywhereSuccess'; endedSessions: number }

/** Where people are signed in: opening and ending sessions. */
export class SessionService {
  readonly #deps: SessionDeps

  constructor(deps: SessionDeps) {
    this.#deps = deps
  }

  /** Opens a session in the caller's transaction; its access token is good once that has committed. */
  async open(tx: Sql, userId: string, userAgent: string): Promise<OpenedSession> {
    const { sessions, refreshTokens, ids } = this.#deps
    const sessionId = ids.next()
    const refreshToken = refreshTokens.first()
    const tokenHash = refreshTokens.hashOf(refreshToken)
    const span = await sessions.add(tx, { id: sessionId, accountId: userId, client: clientName(userAgent), tokenHash })
    return this.grant({ sessionId, userId }, refreshToken, span)
  }

  /** Whether a program of this name has signed in to the account before; for as long as its session is kept. */
  hasClient(tx: Sql, accountId: string, userAgent: string): Promise<boolean> {
    return this.#deps.sessions.hasClient(tx, accountId, clientName(userAgent))
  }

  /** A new access token beside that refresh token. */
  async grant(
    of: { sessionId: string; userId: string },
    refreshToken: string,
    { now, endsAt }: Span,
  ): Promise<OpenedSession> {
    const access = await this.#deps.accessTokens.issue(of, now, endsAt)
    return {
      ...of,
      accessToken: access.token,
      accessExpiresAt: access.expiresAt,
      accessSeconds: secondsBetween(now, access.expiresAt),
      refreshToken,
      refreshSeconds: secondsBetween(now, endsAt),
    }
  }

  /** Ends sessions that are not ended yet, and takes back every verdict on them; gives how many they were. */
  async end(tx: Sql, sessionIds: readonly string[]): Promise<number> {
    const ended = await this.#deps.sessions.end(tx, sessionIds)
    await this.#deps.revocations.revokeSessions(tx, ended)
    return ended.length
  }

  /** The same for all sessions of an account, but for one. */
  async endOf(tx: Sql, accountId: string, but: string | null = null): Promise<number> {
    const ended = await this.#deps.sessions.endOf(tx, accountId, but)
    await this.#deps.revocations.revokeSessions(tx, ended)
    return ended.length
  }

  async listOf(viewer: { id: string; sessionId: string }): Promise<(LiveSession & { current: boolean })[]> {
    const live = await this.#deps.sessions.live(viewer.id)
    return live.map((session) => ({ ...session, current: session.id === viewer.sessionId }))
  }

  async endOne(viewer: Viewer, sessionId: string): Promise<EndSessionOutcome> {
    const { sessions, revocations } = this.#deps
    const isEnded = await sessions.transaction(async (tx) => {
      const wasLive = await sessions.endLive(tx, viewer.id, sessionId)
      if (wasLive) await revocations.revokeSessions(tx, [sessionId])
      return wasLive
    })
    if (!isEnded) return notFound('Session')
    return { __typename: 'EndSessionSuccess', sessionId: sessionId.toLowerCase() }
  }

  async logoutEverywhere(viewer: Viewer): Promise<LogoutEverywhereOutcome> {
    const endedSessions = await this.#deps.sessions.transaction((tx) => this.endOf(tx, viewer.id))
    return { __typename: 'LogoutEverywhereSuccess', endedSessions }
  }

  /** Ends an account's sessions and deletes what they were: devices, and when they were used. */
  async erase(tx: Sql, accountId: string): Promise<void> {
    await this.endOf(tx, accountId)
    await this.#deps.sessions.deleteOf(tx, accountId)
  }
}

const secondsBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1_000))
