import {
  characters,
  type InvalidInput,
  type NotAllowed,
  normalText,
  notAllowed,
  Problems,
  type RateLimited,
  rateLimited,
} from '@forum/graphql-kit'
import { type Clock, type Ids, networkOf } from '@forum/service-kit'
import type { SessionKind } from '../../generated/graphql.ts'
import type { RegistrationLimits } from '../../limits.ts'
import { checkTimezone, normalTimezone } from '../account-settings/settings-rules.ts'
import type { AccountService, NewPerson } from '../accounts/account-service.ts'
import type { GoneNames } from '../accounts/gone-names.ts'
import { checkHandle, handleIsTaken, normalHandle } from '../accounts/handle-rules.ts'
import { mailsTo } from '../email/address-limit.ts'
import { claimDays } from '../email/addresses.ts'
import type { ConfirmationService } from '../email/confirmation-service.ts'
import { addressIsKept, checkEmail, checkReachable, normalEmail } from '../email/email-rules.ts'
import type { InviteService } from '../invites/invite-service.ts'
import type { LoginService } from '../login/login-service.ts'
import type { Language } from '../mail/mail-content.ts'
import { HasherBusy, type PasswordHasher } from '../passwords/password-hasher.ts'
import { checkPassword } from '../passwords/password-rules.ts'
import { checkName, normalName } from '../profiles/profile-rules.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { Caller } from '../sessions/caller.ts'
import type { OpenedSession, Tokens } from '../sessions/session-delivery.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { Site, SiteService } from '../site/site-service.ts'

export type RegistrationDeps = {
  accounts: AccountService
  goneNames: GoneNames
  sessions: SessionService
  login: LoginService
  confirmations: ConfirmationService
  site: SiteService
  invites: InviteService
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
  invite?: string | null | undefined
  application?: string | null | undefined
  rulesVersion?: number | null | undefined
}

export type RegistrationOutcome =
  | {
      __typename: 'RegisterSuccess'
      viewer: { id: string; sessionId: string } | null
      tokens: Tokens | null
      next: 'NONE' | 'CONFIRM_EMAIL' | 'AWAIT_APPROVAL'
    }
  | InvalidInput
  | NotAllowed
  | RateLimited

/** Opening an account by oneself. Whether somebody else has the address is told to them alone, by mail. */
export class RegistrationService {
  readonly #deps: RegistrationDeps

  constructor(deps: RegistrationDeps) {
    this.#deps = deps
  }

  async register(request: RegistrationRequest, caller: Caller): Promise<RegistrationOutcome> {
    const { goneNames, hasher, limiter, login, site } = this.#deps
    const place = await site.read()
    if (place.registration === 'CLOSED')
      return notAllowed('This forum takes no new accounts at the moment.', 'REGISTRATION_CLOSED')
    const wish = wishOf(request, place)
    const refused = await this.#problemsOf(wish, request, place)
    if (refused) return refused
    const allowances = this.#allowances(wish, caller)
    const limit = await limiter.take(allowances)
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    // After the limit: what it says is not for guessing.
    if (await goneNames.isAddressKept(null, wish.email)) return addressIsKept()
    try {
      const passwordHash = await hasher.hash(request.password)
      const mayMail = (await limiter.take([mailsTo(wish.email)])).isAllowed
      const opened = await this.#open({ ...wish, passwordHash }, { mayMail, userAgent: caller.userAgent })
      if (opened.__typename !== 'Opened') return opened
      const { userId, session } = opened
      if (!session) {
        const next = wish.application === null ? 'CONFIRM_EMAIL' : 'AWAIT_APPROVAL'
        return { __typename: 'RegisterSuccess', viewer: null, tokens: null, next }
      }
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

  async #problemsOf(
    wish: Wish,
    { password, displayName }: RegistrationRequest,
    place: Site,
  ): Promise<InvalidInput | null> {
    const { handle, email, timezone, invite, application, rulesVersion } = wish
    const problems = new Problems()
    checkHandle(problems, handle, ['handle'])
    checkEmail(problems, email, ['email'])
    checkReachable(problems, email, ['email'])
    checkPassword(problems, password, { handle, email }, ['password'])
    const givenName = normalName(displayName ?? '')
    if (givenName) checkName(problems, givenName, ['displayName'])
    checkTimezone(problems, timezone, ['timezone'])
    if (place.rules.length > 0) checkAgreement(problems, rulesVersion, place)
    if (application !== null)
      problems.check(
        application.length > 0 && characters(application) <= longestApplication,
        ['application'],
        'APPLICATION_LENGTH',
        `Say in 1 to ${longestApplication} characters who you are: an admin reads it.`,
      )
    if (place.registration === 'INVITE')
      problems.check(
        invite !== null,
        ['invite'],
        'INVITE_NEEDED',
        'This forum is for people with an invite of a member.',
      )
    if (invite !== null && !(await this.#deps.invites.isGood(invite))) addInviteEnded(problems)
    return problems.outcome()
  }

  async #open(
    wish: Wish & { passwordHash: string },
    { mayMail, userAgent }: { mayMail: boolean; userAgent: string },
  ): Promise<Opened | InvalidInput> {
    const { accounts, sessions, confirmations, invites, requiresVerifiedEmail, clock, ids } = this.#deps
    const person: NewPerson = { ...wish, claimDays, id: ids.next(), role: 'USER', bio: '', createdAt: clock.now() }
    return accounts.write(async (tx) => {
      const invitedBy = wish.invite === null ? null : await invites.spend(tx, wish.invite, person.id)
      if (wish.invite !== null && invitedBy === null) return inviteEnded()
      const { added } = await accounts.open(tx, [{ ...person, invitedBy }])
      if (!added.has(person.id)) return handleIsTaken()
      if (mayMail) await confirmations.write(tx, { accountId: person.id, purpose: 'VERIFY', email: person.email })
      const mayEnter = !requiresVerifiedEmail && wish.application === null
      const session = mayEnter ? await sessions.open(tx, person.id, userAgent) : null
      return { __typename: 'Opened' as const, userId: person.id, session }
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

type Opened = { __typename: 'Opened'; userId: string; session: OpenedSession | null }

type Wish = {
  handle: string
  email: string
  displayName: string
  language: Language
  timezone: string
  invite: string | null
  application: string | null
  rulesVersion: number | null
}

const longestApplication = 2_000

function wishOf(request: RegistrationRequest, place: Site): Wish {
  const { email, displayName, language, timezone, invite, application, rulesVersion } = request
  const handle = normalHandle(request.handle)
  return {
    handle,
    email: normalEmail(email),
    displayName: normalName(displayName ?? '') || handle,
    language: language ?? 'EN',
    timezone: normalTimezone(timezone ?? 'UTC'),
    invite: invite?.trim() || null,
    // Where nobody reads it, it is not kept.
    application: place.registration === 'APPROVAL' ? normalText((application ?? '').trim(), longestApplication) : null,
    rulesVersion: rulesVersion ?? null,
  }
}

function inviteEnded(): InvalidInput {
  const problems = new Problems()
  addInviteEnded(problems)
  return problems.outcome() as InvalidInput // it was added
}

const addInviteEnded = (problems: Problems): void =>
  problems.add(['invite'], 'INVITE_ENDED', 'This invite was used already, or its time is over. Ask for another one.')

function checkAgreement(problems: Problems, agreed: number | null, { rulesVersion }: Site): void {
  if (agreed === rulesVersion) return
  if (agreed === null) problems.add(['rulesVersion'], 'RULES_NOT_AGREED', 'Agree to the rules of this forum first.')
  else problems.add(['rulesVersion'], 'RULES_CHANGED', 'The rules were changed meanwhile. Read them again.')
}
