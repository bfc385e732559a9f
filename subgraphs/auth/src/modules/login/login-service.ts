import { userLoggedIn } from '@forum/events'
import {
  type NotAllowed,
  notAllowed,
  type RateLimited,
  rateLimited,
  type WrongCredentials,
  wrongCredentials,
} from '@forum/graphql-kit'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import { type Clock, type Logger, networkOf } from '@forum/service-kit'
import type { SessionKind } from '../../generated/graphql.ts'
import type { LoginLimits } from '../../limits.ts'
import type { AccountService, Credentials } from '../accounts/account-service.ts'
import type { AuditService } from '../audit/audit-service.ts'
import { mailsTo } from '../email/address-limit.ts'
import { claimDays, isReachable } from '../email/addresses.ts'
import type { ConfirmationService } from '../email/confirmation-service.ts'
import type { SecurityNotices } from '../notices/security-notices.ts'
import { HasherBusy, type PasswordHasher } from '../passwords/password-hasher.ts'
import type { Allowance, RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { Caller } from '../sessions/caller.ts'
import { clientName } from '../sessions/client-name.ts'
import type { Tokens } from '../sessions/session-delivery.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { AccountSuspended, SuspensionService } from '../suspensions/suspension-service.ts'
import type { DeviceCookies } from './device-cookies.ts'
import { normalLogin } from './login-name.ts'

export type LoginDeps = {
  accounts: AccountService
  sessions: SessionService
  devices: DeviceCookies
  confirmations: ConfirmationService
  suspensions: SuspensionService
  notices: SecurityNotices
  audit: AuditService
  /** Whether nobody signs in before mail to their address has reached them. */
  requiresVerifiedEmail: boolean
  hasher: PasswordHasher
  limiter: RateLimiter
  limits: LoginLimits
  outbox: Outbox
  clock: Clock
  logger: Logger
}

export type LoginRequest = { login: string; password: string; session: SessionKind }

type SignedIn = { viewer: { id: string; sessionId: string }; tokens: Tokens | null }
export type LoginOutcome =
  | ({ __typename: 'LoginSuccess' } & SignedIn)
  | NotAllowed
  | RateLimited
  | WrongCredentials
  | AccountSuspended

// What can be neither a handle nor an e-mail address is looked up as nobody's name: it takes the same way and the same time.
const cannotBeALogin = /[\p{Cc}\p{Cs}]|^.{255}/u
const nobody = '-'

/** Signing in. Whoever is wrong learns nothing: not by the answer, not by its time, not by the limits. */
export class LoginService {
  readonly #deps: LoginDeps

  constructor(deps: LoginDeps) {
    this.#deps = deps
  }

  async login({ login, password, session: kind }: LoginRequest, caller: Caller): Promise<LoginOutcome> {
    const { accounts, audit, hasher, limiter } = this.#deps
    const name = normalLogin(login)
    const account = await accounts.credentialsOf(cannotBeALogin.test(name) ? nobody : name)
    const allowances = this.#allowances(name, account, caller)
    const limit = await limiter.take(allowances)
    if (!limit.isAllowed) {
      this.#tell('a limit of sign-ins was reached', account, caller)
      return rateLimited(limit.retryAfterSeconds)
    }
    try {
      const isRight = await hasher.matches(password, account?.passwordHash ?? null)
      if (!account || !isRight || account.status === 'DELETED') {
        this.#tell('a sign-in failed', account, caller)
        await audit.write(null, {
          kind: 'SIGN_IN_FAILED',
          by: null,
          whom: account?.id ?? null,
          address: caller.address,
        })
        return wrongCredentials()
      }
    } catch (error) {
      if (!(error instanceof HasherBusy)) throw error
      await limiter.giveBack(allowances)
      return rateLimited(error.retryAfterSeconds)
    }
    await limiter.giveBack(allowances)
    const success = await limiter.take([
      { name: 'login-account', subject: [account.id], ...this.#deps.limits.ofAccount },
    ])
    if (!success.isAllowed) return rateLimited(success.retryAfterSeconds)
    if (account.status === 'PENDING')
      return notAllowed('Your application waits for an admin of this forum. You get a mail.', 'AWAITS_APPROVAL')
    const suspended = account.status === 'SUSPENDED' && (await this.#deps.suspensions.refusalOf(account.id))
    if (suspended) return suspended
    // Who runs the forum comes in without mail: it may be what they have to mend.
    const mustConfirm = this.#deps.requiresVerifiedEmail && account.role !== 'ADMIN'
    if (mustConfirm && !account.isVerified) return this.#askToConfirm(account)
    const signedIn = await this.open(account, kind, caller)
    return signedIn ? { __typename: 'LoginSuccess', ...signedIn } : wrongCredentials()
  }

  /**
   * Opens a session for somebody whose password was right. Null when it was changed since it was read: a change ends every session that
   * came from the old one, and so must not miss this one.
   */
  async open(
    { id: accountId, passwordHash }: Pick<Credentials, 'id' | 'passwordHash'>,
    kind: SessionKind,
    caller: Caller,
  ): Promise<SignedIn | null> {
    const { accounts, audit, sessions, outbox, clock } = this.#deps
    const session = await accounts.transaction(async (tx) => {
      if (passwordHash === null || !(await accounts.holdPassword(tx, accountId, passwordHash))) return null
      const isKnown = await this.#isKnownDevice(tx, accountId, kind, caller)
      const opened = await sessions.open(tx, accountId, caller.userAgent)
      await outbox.append(tx, userLoggedIn({ userId: accountId }, { time: clock.now() }))
      await audit.write(tx, {
        kind: 'SIGNED_IN',
        by: accountId,
        whom: accountId,
        detail: opened.sessionId,
        address: caller.address,
      })
      if (!isKnown) await this.#tellOfDevice(tx, accountId, opened.sessionId, caller)
      return opened
    })
    if (!session) return null
    this.rememberDevice(accountId, kind, caller)
    return { viewer: { id: accountId, sessionId: session.sessionId }, tokens: caller.delivery.deliver(kind, session) }
  }

  rememberDevice(accountId: string, kind: SessionKind, caller: Caller): void {
    if (kind === 'COOKIES')
      caller.delivery.rememberDevice(this.#deps.devices.afterLogin(accountId, caller.deviceCookie))
  }

  /** A browser shows its cookie; a program has none, and is known by the name under which it signed in before. */
  async #isKnownDevice(tx: Sql, accountId: string, kind: SessionKind, caller: Caller): Promise<boolean> {
    const { devices, sessions } = this.#deps
    if (devices.nonceFor(accountId, caller.deviceCookie) !== null) return true
    return kind === 'TOKENS' && (await sessions.hasClient(tx, accountId, caller.userAgent))
  }

  async #tellOfDevice(tx: Sql, accountId: string, sessionId: string, { userAgent }: Caller): Promise<void> {
    const { accounts, notices } = this.#deps
    const to = await accounts.addressee(accountId, tx)
    if (to) await notices.write(tx, { kind: 'NEW_DEVICE', to, cause: sessionId, client: clientName(userAgent) })
  }

  /** Only who knows the password hears this, so it says whether a link was sent. */
  async #askToConfirm({ id: accountId, email }: Credentials): Promise<NotAllowed | RateLimited> {
    const { accounts, confirmations, limiter } = this.#deps
    if (!isReachable(email))
      return notAllowed(
        'No mail can reach the address of this account. Ask whoever runs this forum.',
        'EMAIL_UNREACHABLE',
      )
    const limit = await limiter.take([mailsTo(email)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    await accounts.transaction(async (tx) => {
      await accounts.renewClaim(tx, accountId, claimDays)
      await confirmations.write(tx, { accountId, purpose: 'VERIFY', email })
    })
    return notAllowed('Confirm your e-mail address first: a link was sent to it just now.', 'EMAIL_NOT_VERIFIED')
  }

  /** For whoever watches over guessing. What was typed may be an address of e-mail, or a password in the wrong field: it is not told. */
  #tell(what: string, account: Credentials | null, { requestId, address }: Caller): void {
    this.#deps.logger.warn({ requestId, network: networkOf(address), accountId: account?.id ?? null }, what)
  }

  /** A known browser has tries of its own, which strangers cannot use up; everybody else shares those of the name and of the address. */
  #allowances(name: string, account: Credentials | null, { address, deviceCookie }: Caller): Allowance[] {
    const { devices, limits } = this.#deps
    const nonce = account && devices.nonceFor(account.id, deviceCookie)
    if (nonce) return [{ name: 'login-device', subject: [nonce], ...limits.ofDevice }]
    const network = networkOf(address)
    // Whoever guesses by the handle and by the address of e-mail guesses at one account.
    const subject = account?.id ?? name
    return [
      { name: 'login-stranger', subject: [subject, network], ...limits.ofStranger },
      { name: 'login-address', subject: [network], ...limits.ofAddress },
      { name: 'login-name', subject: [subject], ...limits.ofName },
    ]
  }
}
