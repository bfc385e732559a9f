import { type InvalidInput, Problems, type RateLimited, rateLimited } from '@forum/graphql-kit'
import { type Clock, type Ids, networkOf } from '@forum/service-kit'
import type { SessionKind } from '../../generated/graphql.ts'
import type { RegistrationLimits } from '../../limits.ts'
import type { AccountService, NewPerson } from '../accounts/account-service.ts'
import { checkHandle, handleTaken, normalHandle } from '../accounts/handle-rules.ts'
import type { LoginService } from '../login/login-service.ts'
import { HasherBusy, type PasswordHasher } from '../passwords/password-hasher.ts'
import { checkPassword } from '../passwords/password-rules.ts'
import { checkName, normalName } from '../profiles/profile-rules.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { Caller } from '../sessions/caller.ts'
import type { OpenedSession, Tokens } from '../sessions/session-delivery.ts'
import type { SessionService } from '../sessions/session-service.ts'
import { checkEmail, emailTaken, normalEmail } from './email-rules.ts'

export type RegistrationDeps = {
  accounts: AccountService
  sessions: SessionService
  login: LoginService
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
}

export type RegistrationOutcome =
  | { __typename: 'RegisterSuccess'; viewer: { id: string; sessionId: string }; tokens: Tokens | null }
  | InvalidInput
  | RateLimited

/** Opening an account by oneself. */
export class RegistrationService {
  readonly #deps: RegistrationDeps

  constructor(deps: RegistrationDeps) {
    this.#deps = deps
  }

  async register(request: RegistrationRequest, caller: Caller): Promise<RegistrationOutcome> {
    const { hasher, limiter, login } = this.#deps
    const handle = normalHandle(request.handle)
    const givenName = normalName(request.displayName ?? '')
    const wish = { handle, email: normalEmail(request.email), displayName: givenName || handle }
    const refused = problemsOf({ ...wish, givenName }, request.password)
    if (refused) return refused
    const allowances = this.#allowances(wish, caller)
    const limit = await limiter.take(allowances)
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    try {
      const opened = await this.#open({ ...wish, passwordHash: await hasher.hash(request.password) }, caller)
      if ('__typename' in opened) return opened
      const { userId, sessionId } = opened
      login.rememberDevice(userId, request.session, caller)
      const tokens = caller.delivery.deliver(request.session, opened)
      return { __typename: 'RegisterSuccess', viewer: { id: userId, sessionId }, tokens }
    } catch (error) {
      if (!(error instanceof HasherBusy)) throw error
      await limiter.giveBack(allowances)
      return rateLimited(error.retryAfterSeconds)
    }
  }

  async #open(wish: Wish & { passwordHash: string }, { userAgent }: Caller): Promise<OpenedSession | InvalidInput> {
    const { accounts, sessions, clock, ids } = this.#deps
    const person: NewPerson = { ...wish, id: ids.next(), role: 'USER', bio: '', createdAt: clock.now() }
    return accounts.transaction(async (tx) => {
      const { added, holders } = await accounts.open(tx, [person])
      if (added.has(person.id)) return sessions.open(tx, person.id, userAgent)
      const problems = new Problems()
      if (holders.some(({ handle }) => handle === person.handle)) handleTaken(problems, ['handle'])
      if (holders.some(({ email }) => email === person.email.toLowerCase()) || problems.isEmpty)
        emailTaken(problems, ['email'])
      return problems.outcome() as InvalidInput // one of the two was added
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

type Wish = { handle: string; email: string; displayName: string }

function problemsOf({ handle, email, givenName }: Wish & { givenName: string }, password: string): InvalidInput | null {
  const problems = new Problems()
  checkHandle(problems, handle, ['handle'])
  checkEmail(problems, email, ['email'])
  checkPassword(problems, password, { handle, email }, ['password'])
  if (givenName) checkName(problems, givenName, ['displayName'])
  return problems.outcome()
}
