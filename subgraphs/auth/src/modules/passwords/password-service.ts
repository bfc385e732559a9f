import {
  type InvalidInput,
  Problems,
  type RateLimited,
  rateLimited,
  type Viewer,
  type WrongCredentials,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { AccountService } from '../accounts/account-service.ts'
import type { Allowance, RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { SessionService } from '../sessions/session-service.ts'
import { HasherBusy, type PasswordHasher } from './password-hasher.ts'
import { checkPassword } from './password-rules.ts'

export type PasswordDeps = {
  accounts: AccountService
  sessions: SessionService
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
    const { hasher, limiter } = this.#deps
    const account = await this.#deps.accounts.credentialsById(viewer.id)
    if (!account) return wrongPassword()
    const problems = new Problems()
    checkPassword(problems, change.newPassword, account, ['newPassword'])
    const refused = problems.outcome()
    if (refused) return refused
    const limit = await limiter.take([writesOf(viewer.id), guessesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    try {
      const { passwordHash } = account
      const isRight = await hasher.matches(change.currentPassword, passwordHash)
      if (passwordHash === null || !isRight) return wrongPassword()
      if (!(await this.#replace(viewer, passwordHash, await hasher.hash(change.newPassword)))) return wrongPassword()
    } catch (error) {
      if (error instanceof HasherBusy) return rateLimited(error.retryAfterSeconds)
      throw error
    }
    await limiter.giveBack([guessesOf(viewer.id)])
    return { __typename: 'ChangePasswordSuccess', viewer: { id: viewer.id, sessionId: viewer.sessionId } }
  }

  /** Sets a password without the old one, for commands of the operator: every session of the account ends. */
  async reset(tx: Sql, accountId: string, newPassword: string): Promise<void> {
    const { accounts, hasher, sessions } = this.#deps
    await accounts.setPassword(tx, accountId, await hasher.hash(newPassword))
    await sessions.endOf(tx, accountId)
  }

  /** False when the password that was checked is no longer the current one. */
  #replace(viewer: Viewer, passwordHash: string, newHash: string): Promise<boolean> {
    const { accounts, sessions } = this.#deps
    return accounts.transaction(async (tx) => {
      const isReplaced = await accounts.replacePassword(tx, viewer.id, passwordHash, newHash)
      if (isReplaced) await sessions.endOf(tx, viewer.id, viewer.sessionId)
      return isReplaced
    })
  }
}

const wrongPassword = (): WrongCredentials => ({
  __typename: 'WrongCredentials',
  message: 'The current password is wrong.',
  code: 'WRONG_CREDENTIALS',
})
