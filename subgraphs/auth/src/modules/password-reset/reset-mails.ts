import { z } from 'zod'
import type { AccountService, Addressee } from '../accounts/account-service.ts'
import { mailsTo } from '../email/address-limit.ts'
import { isReachable } from '../email/addresses.ts'
import type { EmailLink, EmailLinks } from '../email/email-links.ts'
import { linkName } from '../email/link-name.ts'
import { timeText } from '../mail/mail-content.ts'
import { type DueMail, dropped, type PrepareMail } from '../mail/mail-kinds.ts'
import type { MailService } from '../mail/mail-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { resetPasswordMail } from './reset-password-mail.ts'

export type ResetMailDeps = {
  accounts: AccountService
  links: EmailLinks
  mails: MailService
  limiter: RateLimiter
}

const asked = z.object({ login: z.string() })
const maxResetsADay = 5

/**
 * Writes the mail of a reset that was asked for. Whose login it is, is found out here and not before the answer, so that the answer says the same and
 * takes the same time for everybody. The link is made then too, once; later attempts find it in the mail.
 */
export const prepareReset =
  (deps: ResetMailDeps): PrepareMail =>
  async (mail) => {
    const request = asked.safeParse(mail.data)
    const found = request.success
      ? await linkFor(deps, mail, request.data.login)
      : await deps.links.good(linkName.parse(mail.data))
    if (!found) return dropped(request.success ? 'nobody to mail' : 'link ended')
    const account = await deps.accounts.addressee(found.accountId)
    if (!account || !mayReset(account)) return dropped('account ended')
    const content = resetPasswordMail[account.language]({
      handle: account.handle,
      url: deps.links.urlOf(found),
      until: timeText(found.expiresAt, account),
    })
    return { accountId: account.id, to: found.email, language: account.language, content }
  }

/** The account whose login was given gets a link, if mail to its address is for it, and not too many went there today. */
async function linkFor(deps: ResetMailDeps, mail: DueMail, login: string): Promise<EmailLink | null> {
  const { accounts, links, mails, limiter } = deps
  const named = await accounts.credentialsOf(login)
  const account = named && (await accounts.addressee(named.id))
  if (!account || !mayReset(account)) return null
  const limit = await limiter.take([
    { name: 'resets', subject: [account.id], points: maxResetsADay, windowSeconds: 24 * 60 * 60 },
    mailsTo(account.email),
  ])
  if (!limit.isAllowed) return null
  return accounts.transaction(async (tx) => {
    const link = await links.make(tx, { accountId: account.id, purpose: 'RESET', email: account.email })
    const { accountId, purpose, id, expiresAt } = link
    const isOurs = await mails.replaceData(tx, mail, { accountId, purpose, id }, expiresAt)
    if (!isOurs) throw new Error('another worker has this mail by now')
    return link
  })
}

/** Somebody without a password was seeded. An address that is neither verified nor claimed any more may be another person's. */
const mayReset = ({ status, hasPassword, isVerified, isClaimed, email }: Addressee): boolean =>
  status === 'ACTIVE' && hasPassword && (isVerified || isClaimed) && isReachable(email)
