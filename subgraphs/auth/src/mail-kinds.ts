import type { Ids } from '@forum/service-kit'
import type { Database } from './database.ts'
import { AccountRepository } from './modules/accounts/account-repository.ts'
import type { AccountService } from './modules/accounts/account-service.ts'
import { prepareDeletion } from './modules/deletion/deletion-mail.ts'
import { prepareConfirmation } from './modules/email/confirmation-mails.ts'
import { EmailLinkRepository } from './modules/email/email-link-repository.ts'
import { EmailLinks } from './modules/email/email-links.ts'
import type { PrepareMail } from './modules/mail/mail-kinds.ts'
import { MailRepository } from './modules/mail/mail-repository.ts'
import { MailService } from './modules/mail/mail-service.ts'
import { prepareNotices } from './modules/notices/security-notices.ts'
import { prepareReset } from './modules/password-reset/reset-mails.ts'
import { prepareDecision } from './modules/pending/pending-mails.ts'
import { RateLimitRepository } from './modules/rate-limits/rate-limit-repository.ts'
import { RateLimiter } from './modules/rate-limits/rate-limiter.ts'
import { prepareReinstated, prepareSuspended } from './modules/suspensions/suspension-mails.ts'

export type MailKindsOptions = {
  /** Apart from that of requests: mails wait for nobody, and nobody waits for them. */
  database: Database
  /** The same service over another pool. */
  accountsOver: (rows: AccountRepository) => AccountService
  ids: Ids
  tokenKeySecret: string
  publicUrl: string
}

/** How each kind of mail is written when it is sent: the only list of them. */
export function createMailKinds(options: MailKindsOptions): Readonly<Record<string, PrepareMail>> {
  const { database, accountsOver, ids, tokenKeySecret, publicUrl } = options
  const accounts = accountsOver(new AccountRepository(database))
  const links = new EmailLinks({ links: new EmailLinkRepository(database), ids, tokenKeySecret, publicUrl })
  const mails = new MailService(new MailRepository(database))
  const limiter = new RateLimiter(new RateLimitRepository(database))
  return {
    CONFIRM_EMAIL: prepareConfirmation({ accounts, links, publicUrl }),
    RESET_PASSWORD: prepareReset({ accounts, links, mails, limiter }),
    ...prepareNotices({ accounts, publicUrl }),
    DELETION_ASKED: prepareDeletion({ accounts, publicUrl }),
    REGISTRATION_DECIDED: prepareDecision({ publicUrl }),
    SUSPENDED: prepareSuspended({ accounts, publicUrl }),
    REINSTATED: prepareReinstated({ accounts, publicUrl }),
  }
}
