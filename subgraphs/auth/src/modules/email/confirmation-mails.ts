import type { AccountService } from '../accounts/account-service.ts'
import { timeText } from '../mail/mail-content.ts'
import { dropped, type PrepareMail } from '../mail/mail-kinds.ts'
import { addressInUseMail } from './address-in-use-mail.ts'
import { isReachable } from './addresses.ts'
import { confirmChangeMail, confirmEmailMail } from './confirm-email-mail.ts'
import type { EmailLinks } from './email-links.ts'
import { linkName } from './link-name.ts'

/**
 * Writes the mail that asks to confirm an address. That somebody else has verified it by now is found out here, when it is sent, so that whoever
 * asked has learned nothing: then the owner is told instead, and the link goes to nobody.
 */
export const prepareConfirmation =
  ({ accounts, links, publicUrl }: { accounts: AccountService; links: EmailLinks; publicUrl: string }): PrepareMail =>
  async ({ data }) => {
    const link = await links.good(linkName.parse(data))
    if (!link) return dropped('link ended')
    const account = await accounts.addressee(link.accountId)
    if (account?.status !== 'ACTIVE' && account?.status !== 'PENDING') return dropped('account ended')
    if (!isReachable(link.email)) return dropped('nobody there')
    const owner = await accounts.ownerOf(link.email)
    if (owner && owner.id !== account.id) {
      if (owner.status !== 'ACTIVE') return dropped('account ended')
      const content = addressInUseMail[owner.language]({
        owner: owner.handle,
        other: account.handle,
        isNew: link.purpose === 'VERIFY',
        url: `${publicUrl}/forgot-password`,
      })
      return { accountId: owner.id, to: owner.email, language: owner.language, content }
    }
    const template = link.purpose === 'VERIFY' ? confirmEmailMail : confirmChangeMail
    const content = template[account.language]({
      handle: account.handle,
      url: links.urlOf(link),
      until: timeText(link.expiresAt, account),
    })
    return { accountId: account.id, to: link.email, language: account.language, content }
  }
