import { createHmac } from 'node:crypto'
import type { Sql } from '@forum/postgres'
import type { Ids } from '@forum/service-kit'
import { deriveKey } from '../keys/derive-key.ts'
import { hashOf } from '../keys/hash-of.ts'
import type { EmailLink, EmailLinkRepository, LinkPurpose } from './email-link-repository.ts'

export type { EmailLink, LinkPurpose } from './email-link-repository.ts'

const hour = 60 * 60
/** How long each is good. */
const secondsOf: Readonly<Record<LinkPurpose, number>> = { VERIFY: 24 * hour, CHANGE: 24 * hour, RESET: hour }
/** The page that spends it. */
const pathOf: Readonly<Record<LinkPurpose, string>> = {
  VERIFY: '/confirm-email',
  CHANGE: '/confirm-email',
  RESET: '/reset-password',
}

/** What a mail that waits knows of its link. */
export type LinkName = Pick<EmailLink, 'accountId' | 'purpose' | 'id'>

export type EmailLinksDeps = { links: EmailLinkRepository; ids: Ids; tokenKeySecret: string; publicUrl: string }

/**
 * Links that are mailed: a token of 256 bits for one account, purpose and address, kept as a hash, good once. It follows from the link's id and
 * TOKEN_KEY_SECRET, so the mail that waits to be sent holds the id alone. In an address it stands behind the #, which browsers send to nobody.
 */
export class EmailLinks {
  readonly #deps: EmailLinksDeps
  readonly #key: Buffer

  constructor(deps: EmailLinksDeps) {
    this.#deps = deps
    this.#key = deriveKey(deps.tokenKeySecret, 'email-link')
  }

  /** A new link, which ends the account's older one of this purpose. */
  async make(tx: Sql, of: { accountId: string; purpose: LinkPurpose; email: string }): Promise<EmailLink> {
    const { links, ids } = this.#deps
    const id = ids.next()
    return links.put(tx, { ...of, id, tokenHash: hashOf(this.#tokenOf(id)) }, secondsOf[of.purpose])
  }

  /** That link while it is good; null when it was used, replaced, or ran out. */
  async good({ accountId, purpose, id }: LinkName): Promise<EmailLink | null> {
    const link = await this.#deps.links.goodOf(accountId, purpose)
    return link?.id === id ? link : null
  }

  /** The link of a token that somebody presents, good or not any more; null when it is nobody's. */
  byToken(token: string): Promise<(EmailLink & { state: 'GOOD' | 'USED' | 'ENDED' }) | null> {
    // No token is longer; what is not one is not worth a statement.
    return /^[\w-]{43}$/.test(token) ? this.#deps.links.byHash(hashOf(token)) : Promise.resolve(null)
  }

  /** Uses the link up; false when it is not good any more. Of several that come at once one gets true. */
  spend(tx: Sql, { accountId, purpose, id }: LinkName): Promise<boolean> {
    return this.#deps.links.spend(tx, accountId, purpose, id)
  }

  /** Ends links of the account that were not used. */
  end(tx: Sql, accountId: string, purposes: readonly LinkPurpose[]): Promise<void> {
    return this.#deps.links.end(tx, accountId, purposes)
  }

  /** The address that the account is to change to, while its link is good. */
  async pendingChangeOf(accountId: string): Promise<string | null> {
    return (await this.#deps.links.goodOf(accountId, 'CHANGE'))?.email ?? null
  }

  /** Where the link leads. */
  urlOf({ id, purpose }: EmailLink): string {
    return `${this.#deps.publicUrl}${pathOf[purpose]}#${this.#tokenOf(id)}`
  }

  #tokenOf(id: string): string {
    return createHmac('sha256', this.#key).update(id).digest('base64url')
  }

  erase(tx: Sql, accountId: string): Promise<void> {
    return this.#deps.links.deleteOf(tx, accountId)
  }
}
