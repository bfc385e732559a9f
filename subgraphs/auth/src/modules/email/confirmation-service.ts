import {
  type InvalidInput,
  type NotAllowed,
  notAllowed,
  type RateLimited,
  rateLimited,
  type Viewer,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import { networkOf } from '@forum/service-kit'
import type { AccountService } from '../accounts/account-service.ts'
import type { GoneNames } from '../accounts/gone-names.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { MailService } from '../mail/mail-service.ts'
import type { SecurityNotices } from '../notices/security-notices.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { Caller } from '../sessions/caller.ts'
import { mailsTo } from './address-limit.ts'
import { claimDays, isReachable } from './addresses.ts'
import type { EmailLink, EmailLinks } from './email-links.ts'
import { linkEnded } from './link-ended.ts'

export type ConfirmationDeps = {
  accounts: AccountService
  goneNames: GoneNames
  links: EmailLinks
  mails: MailService
  notices: SecurityNotices
  audit: AuditService
  limiter: RateLimiter
}

type ConfirmOutcome = { __typename: 'ConfirmEmailSuccess'; accountId: string } | InvalidInput | RateLimited
type SendOutcome = { __typename: 'SendEmailVerificationSuccess'; sent: boolean } | NotAllowed | RateLimited

/** Showing that mail to an address arrives: links are mailed, and spent. */
export class ConfirmationService {
  readonly #deps: ConfirmationDeps

  constructor(deps: ConfirmationDeps) {
    this.#deps = deps
  }

  /** Mails a link that confirms the address, in the transaction of what makes it needed; `CHANGE` also puts it in the place of the old one. */
  async write(tx: Sql, of: { accountId: string; purpose: 'VERIFY' | 'CHANGE'; email: string }): Promise<void> {
    const { links, mails } = this.#deps
    const { accountId, purpose, id, expiresAt } = await links.make(tx, of)
    await mails.write(tx, {
      dedupeKey: `confirm.${id}`,
      kind: 'CONFIRM_EMAIL',
      data: { accountId, purpose, id },
      expiresAt,
    })
  }

  /** Once more, to the viewer's own address. */
  async sendAgain(viewer: Viewer): Promise<SendOutcome> {
    const { accounts, limiter } = this.#deps
    const account = await accounts.addressee(viewer.id)
    if (!account || account.isVerified) return { __typename: 'SendEmailVerificationSuccess', sent: false }
    if (!isReachable(account.email))
      return notAllowed('No mail can reach this address. Change it to one of yours first.', 'EMAIL_UNREACHABLE')
    const limit = await limiter.take([
      { name: 'confirm-again', subject: [account.id], points: 5, windowSeconds: 60 * 60 },
      mailsTo(account.email),
    ])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    await accounts.transaction(async (tx) => {
      await accounts.renewClaim(tx, account.id, claimDays)
      await this.write(tx, { accountId: account.id, purpose: 'VERIFY', email: account.email })
    })
    return { __typename: 'SendEmailVerificationSuccess', sent: true }
  }

  /** Spends a link. Somebody who presses twice hears twice that it is done. */
  async confirm(token: string, { address }: Caller): Promise<ConfirmOutcome> {
    const { accounts, links, limiter } = this.#deps
    const limit = await limiter.take([
      { name: 'confirm-tokens', subject: [networkOf(address)], points: 100, windowSeconds: 15 * 60 },
    ])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const link = await links.byToken(token)
    if (!link || link.purpose === 'RESET' || link.state === 'ENDED') return linkEnded()
    const isConfirmed =
      link.state === 'USED'
        ? await this.#isInForce(link)
        : await accounts.transaction((tx) => this.#spend(tx, link, address))
    return isConfirmed ? { __typename: 'ConfirmEmailSuccess', accountId: link.accountId } : linkEnded()
  }

  /** Makes the link's address the verified one of its account, unless somebody else has verified it or it is kept from being used anew. The caller holds the address, then the account. */
  async verify(tx: Sql, { accountId, email }: EmailLink): Promise<boolean> {
    const { accounts, goneNames } = this.#deps
    const owner = await accounts.ownerOf(email, tx)
    const isFree = owner === null ? !(await goneNames.isAddressKept(tx, email)) : owner.id === accountId
    if (isFree) await accounts.verifyAddress(tx, accountId, email)
    return isFree
  }

  async #spend(tx: Sql, link: EmailLink, address: string): Promise<boolean> {
    const { accounts, links, notices, audit } = this.#deps
    await accounts.lockAddress(tx, link.email)
    const locked = await accounts.lockById(tx, link.accountId)
    const before = await accounts.addressee(link.accountId, tx)
    if (before === null || (locked?.status !== 'ACTIVE' && locked?.status !== 'PENDING')) return false
    if (link.purpose === 'VERIFY' && !isSameAddress(before.email, link.email)) return false
    if (!(await links.spend(tx, link)) || !(await this.verify(tx, link))) return false
    if (link.purpose === 'VERIFY') return true
    await notices.write(tx, { kind: 'EMAIL_CHANGED', to: before, cause: link.id })
    await audit.write(tx, { kind: 'EMAIL_CHANGED', by: before.id, whom: before.id, address })
    // What went to the old address is worth nothing any more.
    await links.end(tx, before.id, ['VERIFY', 'RESET'])
    return true
  }

  async #isInForce({ accountId, email }: EmailLink): Promise<boolean> {
    const account = await this.#deps.accounts.addressee(accountId)
    return account?.isVerified === true && isSameAddress(account.email, email)
  }
}

const isSameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
