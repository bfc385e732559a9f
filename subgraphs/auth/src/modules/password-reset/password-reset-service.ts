import { type InvalidInput, invalidInput, Problems, type RateLimited, rateLimited } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import { type Clock, type Ids, networkOf } from '@forum/service-kit'
import type { AccountService } from '../accounts/account-service.ts'
import type { ConfirmationService } from '../email/confirmation-service.ts'
import type { EmailLink, EmailLinks } from '../email/email-links.ts'
import { linkEnded } from '../email/link-ended.ts'
import { normalLogin } from '../login/login-name.ts'
import type { MailService } from '../mail/mail-service.ts'
import { HasherBusy, type PasswordHasher } from '../passwords/password-hasher.ts'
import { checkPassword } from '../passwords/password-rules.ts'
import type { PasswordService } from '../passwords/password-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { Caller } from '../sessions/caller.ts'

export type PasswordResetDeps = {
  accounts: AccountService
  confirmations: ConfirmationService
  links: EmailLinks
  mails: MailService
  passwords: PasswordService
  hasher: PasswordHasher
  limiter: RateLimiter
  clock: Clock
  ids: Ids
}

type RequestOutcome = { __typename: 'RequestPasswordResetSuccess'; sent: boolean } | InvalidInput | RateLimited
type ResetOutcome = { __typename: 'ResetPasswordSuccess'; endedSessions: number } | InvalidInput | RateLimited

const hour = 60 * 60
/** What can be neither a handle nor an address is nobody's, and is not kept. */
const cannotBeALogin = /[\p{Cc}\p{Cs}]|^.{255}/u

/** A new password without the old one, by a link to the account's address. */
export class PasswordResetService {
  readonly #deps: PasswordResetDeps

  constructor(deps: PasswordResetDeps) {
    this.#deps = deps
  }

  /** Notes that somebody asked. Who it is about, and whether there is anybody, is found out when the mail is written. */
  async request(login: string, { address }: Caller): Promise<RequestOutcome> {
    const { accounts, mails, limiter, clock, ids } = this.#deps
    const given = normalLogin(login)
    if (given === '')
      return invalidInput([{ path: ['login'], code: 'REQUIRED', message: 'Give a handle or an e-mail address.' }])
    const name = cannotBeALogin.test(given) ? '-' : given
    const network = networkOf(address)
    const limit = await limiter.take([
      { name: 'reset-name', subject: [name, network], points: 5, windowSeconds: hour },
      { name: 'reset-address', subject: [network], points: 60, windowSeconds: hour },
    ])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const now = clock.now()
    await accounts.transaction((tx) =>
      mails.write(tx, {
        dedupeKey: `reset.${ids.next()}`,
        kind: 'RESET_PASSWORD',
        data: { login: name },
        expiresAt: new Date(now.getTime() + hour * 1_000),
      }),
    )
    return { __typename: 'RequestPasswordResetSuccess', sent: true }
  }

  async reset(
    { token, newPassword }: { token: string; newPassword: string },
    { address }: Caller,
  ): Promise<ResetOutcome> {
    const { accounts, links, hasher, limiter } = this.#deps
    const limit = await limiter.take([
      { name: 'reset-tokens', subject: [networkOf(address)], points: 100, windowSeconds: hour / 4 },
    ])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const link = await links.byToken(token)
    const account = link && (await accounts.addressee(link.accountId))
    if (!account || link.purpose !== 'RESET' || link.state !== 'GOOD') return linkEnded()
    const problems = new Problems()
    checkPassword(problems, newPassword, account, ['newPassword'])
    const refused = problems.outcome()
    if (refused) return refused
    try {
      const newHash = await hasher.hash(newPassword)
      const endedSessions = await accounts.transaction((tx) => this.#spend(tx, link, newHash))
      return endedSessions === null ? linkEnded() : { __typename: 'ResetPasswordSuccess', endedSessions }
    } catch (error) {
      if (error instanceof HasherBusy) return rateLimited(error.retryAfterSeconds)
      throw error
    }
  }

  /** How many sessions ended; null when the link is not good any more. */
  async #spend(tx: Sql, link: EmailLink, newHash: string): Promise<number | null> {
    const { accounts, confirmations, links, passwords } = this.#deps
    await accounts.lockAddress(tx, link.email)
    const locked = await accounts.lockById(tx, link.accountId)
    const account = await accounts.addressee(link.accountId, tx)
    const isSameAddress = account?.email.toLowerCase() === link.email.toLowerCase()
    if (!account || locked?.status !== 'ACTIVE' || !isSameAddress || !(await links.spend(tx, link))) return null
    // Whoever has the link reads mail at the address.
    if (!account.isVerified && !(await confirmations.verify(tx, link))) return null
    return passwords.replace(tx, { ...account, isVerified: true }, newHash)
  }
}
