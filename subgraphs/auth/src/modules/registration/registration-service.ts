import { type InvalidInput, Problems, type RateLimited, rateLimited } from '@forum/graphql-kit'
import { type Clock, type Ids, networkOf } from '@forum/service-kit'
import type { SessionKind } from '../../generated/graphql.ts'
import type { RegistrationLimits } from '../../limits.ts'
import { checkTimezone, normalTimezone } from '../account-settings/settings-rules.ts'
import type { AccountService, NewPerson } from '../accounts/account-service.ts'
import { checkHandle, handleTaken, normalHandle } from '../accounts/handle-rules.ts'
import { mailsTo } from '../email/address-limit.ts'
import { claimDays, isReachable } from '../email/addresses.ts'
import type { ConfirmationService } from '../email/confirmation-service.ts'
import { checkEmail, normalEmail } from '../email/email-rules.ts'
import type { LoginService } from '../login/login-service.ts'
import type { Language } from '../mail/mail-content.ts'
import { HasherBusy, type PasswordHasher } from '../passwords/password-hasher.ts'
import { checkPassword } from '../passwords/password-rules.ts'
import { checkName, normalName } from '../profiles/profile-rules.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { Caller } from '../sessions/caller.ts'
import type { OpenedSession, Tokens } from '../sessions/session-delivery.ts'
import type { SessionService } from '../sessions/session-service.ts'

export type RegistrationDeps = {
  accounts: AccountService
  sessions: SessionService
  login: LoginService
  confirmations: ConfirmationService
  /** Whether nobody signs in before mail to their address has reached them. */
  requiresVerifiedEmail: boolean
  hasher: PasswordHasher
  limiter: RateLimiter
  limits: RegistrationLimits
  clock: Clock
  ids: Ids
}

export type RegistrationRequest = {
  handle: string
  email: string
  password: string
  displayName?: string | null | undefined
  session: SessionKind
  language?: Language | null | undefined
  timezone?: string | null | undefined
}

export type RegistrationOutcome =
  | {
      __typename: 'RegisterSuccess'
      viewer: { id: string; sessionId: string } | null
      tokens: Tokens | null
      next: 'NONE' | 'CONFIRM_EMAIL'
    }
  | InvalidInput
  | RateLimited

/** Opening an account by oneself. Whether somebody else has the address is told to them alone, by mail. */
export class RegistrationService {
  readonly #deps: RegistrationDeps

  constructor(deps: RegistrationDeps) {
    this.#deps = deps
  }

  async register(request: RegistrationRequest, caller: Caller): Promise<RegistrationOutcome> {
    const { hasher, limiter, login } = this.#deps
    const wish = wishOf(request)
    const refused = problemsOf(wish, request)
    if (refused) return refused
    const allowances = this.#allowances(wish, caller)
    const limit = await limiter.take(allowances)
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    try {
      const passwordHash = await hasher.hash(request.password)
      const mayMail = isReachable(wish.email) && (await limiter.take([mailsTo(wish.email)])).isAllowed
      const opened = await this.#open({ ...wish, passwordHash }, { mayMail, userAgent: caller.userAgent })
      if ('__typename' in opened) return opened
      const { userId, session } = opened
      if (!session) return { __typename: 'RegisterSuccess', viewer: null, tokens: null, next: 'CONFIRM_EMAIL' }
      login.rememberDevice(userId, request.session, caller)
      const tokens = caller.delivery.deliver(request.session, session)
      return {
        __typename: 'RegisterSuccess',
        viewer: { id: userId, sessionId: session.sessionId },
        tokens,
        next: 'NONE',
      }
    } catch (error) {
      if (!(error instanceof HasherBusy)) throw error
      await limiter.giveBack(allowances)
      return rateLimited(error.retryAfterSeconds)
    }
  }

  async #open(
    wish: Wish & { passwordHash: string },
    { mayMail, userAgent }: { mayMail: boolean; userAgent: string },
  ): Promise<{ userId: string; session: OpenedSession | null } | InvalidInput> {
    const { accounts, sessions, confirmations, requiresVerifiedEmail, clock, ids } = this.#deps
    const person: NewPerson = { ...wish, claimDays, id: ids.next(), role: 'USER', bio: '', createdAt: clock.now() }
    return accounts.transaction(async (tx) => {
      const { added } = await accounts.open(tx, [person])
      if (!added.has(person.id)) return handleIsTaken()
      if (mayMail) await confirmations.write(tx, { accountId: person.id, purpose: 'VERIFY', email: person.email })
      const session = requiresVerifiedEmail ? null : await sessions.open(tx, person.id, userAgent)
      return { userId: person.id, session }
    })
  }

  #allowances({ handle, email }: Wish, { address }: Caller) {
    const { ofName, ofAddress } = this.#deps.limits
    const network = networkOf(address)
    return [
      { name: 'register-handle', subject: [handle, network], ...ofName },
      { name: 'register-email', subject: [email.toLowerCase(), network], ...ofName },
      { name: 'register-address', subject: [network], ...ofAddress },
    ]
  }
}

type Wish = { handle: string; email: string; displayName: string; language: Language; timezone: string }

function wishOf({ handle: given, email, displayName, language, timezone }: RegistrationRequest): Wish {
  const handle = normalHandle(given)
  return {
    handle,
    email: normalEmail(email),
    displayName: normalName(displayName ?? '') || handle,
    language: language ?? 'EN',
    timezone: normalTimezone(timezone ?? 'UTC'),
  }
}

function problemsOf(
  { handle, email, timezone }: Wish,
  { password, displayName }: RegistrationRequest,
): InvalidInput | null {
  const problems = new Problems()
  checkHandle(problems, handle, ['handle'])
  checkEmail(problems, email, ['email'])
  checkPassword(problems, password, { handle, email }, ['password'])
  const givenName = normalName(displayName ?? '')
  if (givenName) checkName(problems, givenName, ['displayName'])
  checkTimezone(problems, timezone, ['timezone'])
  return problems.outcome()
}

function handleIsTaken(): InvalidInput {
  const problems = new Problems()
  handleTaken(problems, ['handle'])
  return problems.outcome() as InvalidInput // it was added
}
