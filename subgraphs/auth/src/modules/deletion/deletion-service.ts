import {
  type NotAllowed,
  notAllowed,
  type RateLimited,
  rateLimited,
  type Viewer,
  type WrongCredentials,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Account, AccountService, DeletedTexts } from '../accounts/account-service.ts'
import type { AuditService } from '../audit/audit-service.ts'
import { isReachable } from '../email/addresses.ts'
import type { InviteService } from '../invites/invite-service.ts'
import type { MailService } from '../mail/mail-service.ts'
import type { PasswordService } from '../passwords/password-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { SessionService } from '../sessions/session-service.ts'

export type DeletionDeps = {
  accounts: AccountService
  passwords: PasswordService
  sessions: SessionService
  invites: InviteService
  mails: MailService
  audit: AuditService
  limiter: RateLimiter
}

export type DeletionWish = { currentPassword: string; texts: DeletedTexts }

type AskOutcome = { __typename: 'DeleteAccountSuccess'; deletionAt: Date } | NotAllowed | RateLimited | WrongCredentials
type KeepOutcome = { __typename: 'KeepAccountSuccess'; viewer: { id: string; sessionId: string } } | RateLimited

/** How long an account can be kept after its deletion was asked for. */
const keptForDays = 7

/** Asking for the deletion of one's account, and taking that back. What happens when its time has come is the business of Erasing. */
export class DeletionService {
  readonly #deps: DeletionDeps

  constructor(deps: DeletionDeps) {
    this.#deps = deps
  }

  async ask(viewer: Viewer, { currentPassword, texts }: DeletionWish, address: string): Promise<AskOutcome> {
    const { accounts, passwords } = this.#deps
    const proof = await passwords.prove(viewer.id, currentPassword)
    if ('__typename' in proof) return proof
    return accounts.transaction((tx) => this.#ask(tx, viewer, texts, address))
  }

  /** The token of somebody suspended cannot do this: their suspension goes on, and with it the little that they may do. */
  async keep(viewer: Viewer, address: string): Promise<KeepOutcome> {
    const { accounts, audit, limiter } = this.#deps
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    await accounts.transaction(async (tx) => {
      const account = await accounts.lockById(tx, viewer.id)
      if (!account?.isLeaving) return
      await audit.write(tx, { kind: 'DELETION_TAKEN_BACK', by: viewer.id, whom: viewer.id, address })
      await accounts.stay(tx, viewer.id)
    })
    return { __typename: 'KeepAccountSuccess', viewer: { id: viewer.id, sessionId: viewer.sessionId } }
  }

  async #ask(tx: Sql, viewer: Viewer, texts: DeletedTexts, address: string): Promise<AskOutcome> {
    const { accounts, sessions, invites, mails, audit } = this.#deps
    // All admins are locked, as for every change of them: of two who leave at once the second finds that it is the last.
    const locked = await accounts.lockAdminsAnd(tx, viewer.id)
    const account = locked.get(viewer.id)
    if (!account || account.status === 'DELETED') return notAllowed('This account is deleted.', 'DELETED')
    if (
      account.role === 'ADMIN' &&
      ![...locked.values()].some((other) => other.id !== account.id && runsTheForum(other))
    )
      return notAllowed('You are the last admin. Make somebody else one first.', 'LAST_ADMIN')
    // Read after the lock, which every change of a password or an address has held.
    if (!account.isLeaving && (await audit.hasChangedOfLate(tx, viewer.id)))
      return notAllowed(
        'The password or the address of this account was changed within a day. Come back when a day has passed.',
        'CHANGED_OF_LATE',
      )
    const to = account.isLeaving ? null : await accounts.addressee(viewer.id, tx)
    const deletionAt = await accounts.leave(tx, viewer.id, { texts, days: keptForDays })
    await invites.revokeAllOf(tx, viewer.id)
    await audit.write(tx, { kind: 'DELETION_ASKED', by: viewer.id, whom: viewer.id, detail: texts, address })
    if (to?.isVerified && isReachable(to.email))
      await mails.write(tx, {
        dedupeKey: `deletion.${viewer.id}.${deletionAt.getTime()}`,
        kind: 'DELETION_ASKED',
        data: { accountId: viewer.id },
        expiresAt: deletionAt,
      })
    // Last: others wait for the lock of revocations.
    await sessions.endOf(tx, viewer.id)
    return { __typename: 'DeleteAccountSuccess', deletionAt }
  }
}

const runsTheForum = ({ role, status, isLeaving }: Account): boolean =>
  role === 'ADMIN' && status === 'ACTIVE' && !isLeaving
