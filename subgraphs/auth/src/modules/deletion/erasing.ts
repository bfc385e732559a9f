import type { Sql } from '@forum/postgres'
import type { AccountService, Leaving } from '../accounts/account-service.ts'
import type { GoneNames } from '../accounts/gone-names.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { EmailLinks } from '../email/email-links.ts'
import type { InviteService } from '../invites/invite-service.ts'
import type { MailService } from '../mail/mail-service.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { SuspensionService } from '../suspensions/suspension-service.ts'

export type ErasingDeps = {
  accounts: AccountService
  goneNames: GoneNames
  sessions: SessionService
  links: EmailLinks
  mails: MailService
  invites: InviteService
  suspensions: SuspensionService
  audit: AuditService
}

/** How many are looked up at once. */
const erasedAtOnce = 100

/**
 * Erases the accounts whose seven days are over: here at once, one transaction each; Posts and Stats follow by user_deleted and the profile's
 * tombstone. What is left has ids, and what other people wrote.
 */
export class Erasing {
  readonly #deps: ErasingDeps

  constructor(deps: ErasingDeps) {
    this.#deps = deps
  }

  async eraseDue(): Promise<void> {
    const { accounts } = this.#deps
    for (;;) {
      const due = await accounts.dueToErase(erasedAtOnce)
      for (const id of due) await this.#erase(id)
      if (due.length < erasedAtOnce) return
    }
  }

  async #erase(id: string): Promise<void> {
    const { accounts, mails } = this.#deps
    await accounts.transaction(async (tx) => {
      const account = await accounts.lockLeaving(tx, id)
      // Kept at this moment, or erased by another replica.
      if (!account) return
      // Before the commit: a crash in between leaves an account that is erased again, and no letter.
      await mails.eraseFilesOf(account)
      await this.#eraseRows(tx, account)
    })
  }

  async #eraseRows(tx: Sql, account: Leaving): Promise<void> {
    const { accounts, goneNames, sessions, links, mails, invites, suspensions, audit } = this.#deps
    const { id, email } = account
    const suspended = await suspensions.closeOf(tx, id)
    if (suspended) await goneNames.keepAddress(tx, email, suspended.until)
    await sessions.erase(tx, id)
    await links.erase(tx, id)
    await mails.erase(tx, id)
    await invites.eraseOpenOf(tx, id)
    await audit.forgetAddressesOf(tx, id)
    await audit.write(tx, { kind: 'DELETED', by: null, whom: id })
    await accounts.erase(tx, account)
  }
}
