import {
  type InvalidInput,
  invalidInput,
  Problems,
  type RateLimited,
  rateLimited,
  type Viewer,
  type WrongCredentials,
} from '@forum/graphql-kit'
import type { AccountService } from '../accounts/account-service.ts'
import type { GoneNames } from '../accounts/gone-names.ts'
import type { PasswordService } from '../passwords/password-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { mailsTo } from './address-limit.ts'
import type { ConfirmationService } from './confirmation-service.ts'
import { addressIsKept, checkEmail, checkReachable, normalEmail } from './email-rules.ts'

export type EmailChangeDeps = {
  accounts: AccountService
  goneNames: GoneNames
  passwords: PasswordService
  confirmations: ConfirmationService
  limiter: RateLimiter
}

export type EmailChange = { currentPassword: string; email: string }

type ChangeOutcome = { __typename: 'ChangeEmailSuccess'; sent: boolean } | InvalidInput | RateLimited | WrongCredentials

/** Changing one's address: asked for with the password, done by the link that goes to the new one. */
export class EmailChangeService {
  readonly #deps: EmailChangeDeps

  constructor(deps: EmailChangeDeps) {
    this.#deps = deps
  }

  async ask(viewer: Viewer, change: EmailChange): Promise<ChangeOutcome> {
    const { accounts, goneNames, passwords, confirmations, limiter } = this.#deps
    const email = normalEmail(change.email)
    const refused = problemOf(email)
    if (refused) return refused
    const proof = await passwords.prove(viewer.id, change.currentPassword)
    if ('__typename' in proof) return proof
    const account = await accounts.addressee(viewer.id)
    const isOwn = account?.email.toLowerCase() === email.toLowerCase()
    if (isOwn && account?.isVerified) return sameAddress()
    if (await goneNames.isAddressKept(null, email)) return addressIsKept()
    const limit = await limiter.take([
      { name: 'change-email', subject: [viewer.id], points: 5, windowSeconds: 24 * 60 * 60 },
      mailsTo(email),
    ])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    await accounts.transaction((tx) =>
      confirmations.write(tx, { accountId: viewer.id, purpose: isOwn ? 'VERIFY' : 'CHANGE', email }),
    )
    return { __typename: 'ChangeEmailSuccess', sent: true }
  }
}

function problemOf(email: string): InvalidInput | null {
  const problems = new Problems()
  checkEmail(problems, email, ['email'])
  checkReachable(problems, email, ['email'])
  return problems.outcome()
}

const sameAddress = (): InvalidInput =>
  invalidInput([{ path: ['email'], code: 'EMAIL_SAME', message: 'This is your address already.' }])
