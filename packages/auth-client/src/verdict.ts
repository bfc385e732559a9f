export type Role = 'USER' | 'MODERATOR' | 'ADMIN'
export type AccountStatus = 'ACTIVE' | 'SUSPENDED' | 'DELETED'
/** As in extensions.reason of an UNAUTHENTICATED error. */
export type InvalidReason = 'BAD_TOKEN' | 'SESSION_EXPIRED' | 'SESSION_ENDED'

export type ValidVerdict = {
  status: 'valid'
  userId: string
  handle: string
  role: Role
  sessionId: string
  scopes: readonly string[]
  expiresAt: Date
  accountStatus: AccountStatus
  /** Number of the last revocation that Auth knew when it answered. */
  asOf: number
}

export type InvalidVerdict = { status: 'invalid'; reason: InvalidReason }

/** `unavailable`: Auth gave no answer. The caller must refuse the request, never treat it as anonymous or as good. */
export type Verdict = ValidVerdict | InvalidVerdict | { status: 'unavailable' }
