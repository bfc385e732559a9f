import { createHash } from 'node:crypto'
import {
  type InvalidInput,
  Problems,
  type RateLimited,
  rateLimited,
  type Viewer,
  type WrongCredentials,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { AccountService, Addressee } from '../accounts/account-service.ts'
import type { AuditKind, AuditService } from '../audit/audit-service.ts'
import type { EmailLinks } from '../email/email-links.ts'
import type { NoticeKind, SecurityNotices } from '../notices/security-notices.ts'
import type { Allowance, RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { SessionService } from '../sessions/session-service.ts'
import { HasherBusy, type PasswordHasher } from './password-hasher.ts'
import { checkPassword } from './password-rules.ts'

export type PasswordDeps = {
  accounts: AccountService
  sessions: SessionService
  links: EmailLinks
  notices: SecurityNotices
  audit: AuditService
  hasher: PasswordHasher
  limiter: RateLimiter
}

export type PasswordChange = { currentPassword: string; newPassword: string }

type ChangePasswordOutcome =
  | { __typename: 'ChangePasswordSuccess'; viewer: { id: string; sessionId: string } }
  | InvalidInput
  | RateLimited
  | WrongCredentials

/** Wrong guesses at the current password, by somebody who has found an open session. */
const guessesOf = (accountId: string): Allowance => ({
  name: 'password-guesses',
  subject: [accountId],
  points: 10,
  windowSeconds: 15 * 60,
})

/** Changing passwords. Whoever had the old one, or a session from it, is out. */
export class PasswordService {
  readonly #deps: PasswordDeps

  constructor(deps: PasswordDeps) {
    this.#deps = deps
  }

  async change(viewer: Viewer, change: PasswordChange): Promise<ChangePasswordOutcome> {
    const { accounts, hasher } = this.#deps
    const account = await accounts.credentialsById(viewer.id)
    if (!account) return wrongPassword()
    const problems = new Problems()
    checkPassword(problems, change.newPassword, account, ['newPassword'])
    const refused = problems.outcome()
    if (refused) return refused
    const proof = await this.prove(viewer.id, change.currentPassword)
    if ('__typename' in proof) return proof
    try {
      if (!(await this.#change(viewer, proof.passwordHash, await hasher.hash(change.newPassword))))
        return wrongPassword()
    } catch (error) {
      if (error instanceof HasherBusy) return rateLimited(error.retryAfterSeconds)
      throw error
    }
    return { __typename: 'ChangePasswordSuccess', viewer: { id: viewer.id, sessionId: viewer.sessionId } }
  }

  /** Whether somebody who is signed in knows the password: its hash then, else what to answer. Wrong ones are counted. */
  async prove(accountId: string, given: string): Promise<{ passwordHash: string } | RateLimited | WrongCredentials> {
    const { accounts, hasher, limiter } = this.#deps
    const limit = await limiter.take([writesOf(accountId), guessesOf(accountId)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const passwordHash = (await accounts.credentialsById(accountId))?.passwordHash ?? null
    try {
      const isRight = await hasher.matches(given, passwordHash)
      if (passwordHash === null || !isRight) return wrongPassword()
    } catch (error) {
      if (error instanceof HasherBusy) return rateLimited(error.retryAfterSeconds)
      throw error
    }
    await limiter.giveBack([guessesOf(accountId)])
    return { passwordHash }
  }

  /** Sets a password without the old one, for commands of the operator. */
  async reset(tx: Sql, accountId: string, newPassword: string): Promise<void> {
    const { accounts, hasher } = this.#deps
    const account = await accounts.addressee(accountId, tx)
    if (account) await this.replace(tx, account, await hasher.hash(newPassword))
  }

  /** Sets a password without the old one; every session and link of the account ends, and its owner is told. Gives how many sessions ended. */
  async replace(tx: Sql, account: Addressee, newHash: string): Promise<number> {
    const { accounts, sessions } = this.#deps
    await accounts.setPassword(tx, account.id, newHash)
    const ended = await sessions.endOf(tx, account.id)
    await this.#tell(tx, 'PASSWORD_RESET', account, newHash)
    return ended
  }

  /** False when the password that was checked is no longer the current one. */
  #change(viewer: Viewer, passwordHash: string, newHash: string): Promise<boolean> {
    const { accounts, sessions } = this.#deps
    return accounts.transaction(async (tx) => {
      const isReplaced = await accounts.replacePassword(tx, viewer.id, passwordHash, newHash)
      if (!isReplaced) return false
      await sessions.endOf(tx, viewer.id, viewer.sessionId)
      const account = await accounts.addressee(viewer.id, tx)
      if (account) await this.#tell(tx, 'PASSWORD_CHANGED', account, newHash)
      return true
    })
  }

  /** Links that were mailed before are worth nothing with a new password: whoever asked for them may be who it was changed against. */
  async #tell(tx: Sql, kind: NoticeKind & AuditKind, to: Addressee, newHash: string): Promise<void> {
    const { audit, links, notices } = this.#deps
    await audit.write(tx, { kind, by: kind === 'PASSWORD_CHANGED' ? to.id : null, whom: to.id })
    await links.end(tx, to.id, kind === 'PASSWORD_RESET' ? ['VERIFY', 'CHANGE', 'RESET'] : ['CHANGE', 'RESET'])
    await notices.write(tx, { kind, to, cause: createHash('sha256').update(newHash).digest('hex').slice(0, 24) })
  }
}

const wrongPassword = (): WrongCredentials => ({
  __typename: 'WrongCredentials',
  message: 'The current password is wrong.',
  code: 'WRONG_CREDENTIALS',
})
