import type { Ids } from '@forum/service-kit'
import { CompactSign, compactVerify, decodeProtectedHeader, errors } from 'jose'
import { z } from 'zod'
import type { KeyRing } from '../keys/key-ring.ts'

const accessTokenSeconds = 300
const suspendedTokenSeconds = 60 * 60

const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.uuid(),
  sid: z.uuid(),
  exp: z.number(),
  scope: z.literal('suspended').optional(),
})

/** `sessionId`: of a token for who is suspended, the suspension. */
export type AccessTokenClaims = { userId: string; sessionId: string; isSuspended: boolean; expiresAt: Date }

export type IssuedToken = { token: string; expiresAt: Date }

export type AccessTokenDeps = {
  keys: KeyRing
  ids: Ids
  /** PUBLIC_URL: issuer and audience are the same forum. */
  issuer: string
}

/** Access tokens as RFC 9068 has them: ES256, typ at+jwt, with the session as `sid`. Who the user is now is asked, not carried. */
export class AccessTokens {
  readonly #deps: AccessTokenDeps

  constructor(deps: AccessTokenDeps) {
    this.#deps = deps
  }

  /** A token that is good for 5 minutes from `now`, by the database's clock, or until its session must end. */
  issue(subject: { userId: string; sessionId: string }, now: Date, sessionEndsAt: Date): Promise<IssuedToken> {
    return this.#issue({ sub: subject.userId, sid: subject.sessionId }, now, [accessTokenSeconds, sessionEndsAt])
  }

  /** A token for the few things that somebody may do while suspended: for an hour, or until the suspension ends (null: never by itself). */
  issueSuspended(of: { userId: string; suspensionId: string }, now: Date, endsAt: Date | null): Promise<IssuedToken> {
    const payload = { sub: of.userId, sid: of.suspensionId, scope: 'suspended' }
    return this.#issue(payload, now, [suspendedTokenSeconds, endsAt])
  }

  async #issue(
    subject: { sub: string; sid: string; scope?: string },
    now: Date,
    [seconds, endsAt]: [seconds: number, endsAt: Date | null],
  ): Promise<IssuedToken> {
    const { keys, ids, issuer } = this.#deps
    const { kid, privateKey } = await keys.signingKey()
    const issuedAt = Math.floor(now.getTime() / 1_000)
    const expiry = Math.min(issuedAt + seconds, endsAt ? Math.floor(endsAt.getTime() / 1_000) : Infinity)
    const payload = {
      iss: issuer,
      aud: issuer,
      ...subject,
      client_id: 'forum',
      jti: ids.next(),
      iat: issuedAt,
      exp: expiry,
    }
    const token = await new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .sign(privateKey)
    return { token, expiresAt: new Date(expiry * 1_000) }
  }

  /** What a token of ours says, expired or not; null when it is not ours or was changed. */
  async read(token: string): Promise<AccessTokenClaims | null> {
    try {
      const kid = decodeProtectedHeader(token).kid
      const key = typeof kid === 'string' ? await this.#deps.keys.verificationKey(kid) : null
      if (!key) return null
      const { payload, protectedHeader } = await compactVerify(token, key, { algorithms: ['ES256'] })
      if (protectedHeader.typ !== 'at+jwt') return null
      return this.#claimsOf(payload)
    } catch (error) {
      // jose says by its own errors, and by a TypeError for what is not even a token, that the caller's text is at fault.
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null
      throw error
    }
  }

  #claimsOf(payload: Uint8Array): AccessTokenClaims | null {
    const parsed = claims.safeParse(JSON.parse(Buffer.from(payload).toString('utf8')))
    if (!parsed.success || parsed.data.iss !== this.#deps.issuer || parsed.data.aud !== this.#deps.issuer) return null
    const { sub, sid, exp, scope } = parsed.data
    return { userId: sub, sessionId: sid, isSuspended: scope === 'suspended', expiresAt: new Date(exp * 1_000) }
  }
}
