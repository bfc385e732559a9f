import { z } from 'zod'
import type { AccountService } from '../accounts/account-service.ts'
import type { MailTemplate } from '../mail/mail-content.ts'
import { timeText } from '../mail/mail-content.ts'
import { dropped, type PrepareMail } from '../mail/mail-kinds.ts'

/** `until` null: without an end. */
type SuspendedData = { handle: string; until: string | null; reason: string; url: string }

const suspendedMail: MailTemplate<SuspendedData> = {
  EN: ({ handle, until, reason, url }) => ({
    subject: 'Your account is suspended',
    paragraphs: [
      until === null
        ? `@${handle} is suspended without an end, and signed out everywhere. The reason:`
        : `@${handle} is suspended until ${until}, and signed out everywhere. The reason:`,
      reason,
    ],
    link: { label: 'See what you may do meanwhile', url },
    closing: [
      until === null
        ? 'What you wrote and your name stay. Until it ends you get no more mail from here.'
        : 'It ends by itself. What you wrote and your name stay. Until then you get no more mail from here.',
    ],
  }),
  RU: ({ handle, until, reason, url }) => ({
    subject: 'Ваш аккаунт заблокирован',
    paragraphs: [
      until === null
        ? `Аккаунт @${handle} заблокирован бессрочно, на всех устройствах выполнен выход. Причина:`
        : `Аккаунт @${handle} заблокирован до ${until}, на всех устройствах выполнен выход. Причина:`,
      reason,
    ],
    link: { label: 'Что можно делать пока', url },
    closing: [
      until === null
        ? 'Написанное вами и ваше имя остаются. Пока блокировка действует, писем отсюда не будет.'
        : 'Блокировка закончится сама. Написанное вами и ваше имя остаются. До тех пор писем отсюда не будет.',
    ],
  }),
}

const reinstatedMail: MailTemplate<{ handle: string; url: string }> = {
  EN: ({ handle, url }) => ({
    subject: 'Your account is open again',
    paragraphs: [`The suspension of @${handle} was ended. You can sign in again.`],
    link: { label: 'Sign in', url },
  }),
  RU: ({ handle, url }) => ({
    subject: 'Ваш аккаунт снова открыт',
    paragraphs: [`Блокировка аккаунта @${handle} снята. Вы снова можете войти.`],
    link: { label: 'Войти', url },
  }),
}

type MailDeps = { accounts: AccountService; publicUrl: string }

const suspendedData = z.object({ accountId: z.string(), reason: z.string(), until: z.coerce.date().nullable() })

/** Tells of a suspension where it still runs: one that was ended before its mail was sent is told by the mail of its end. */
export const prepareSuspended =
  ({ accounts, publicUrl }: MailDeps): PrepareMail =>
  async ({ data }) => {
    const { accountId, reason, until } = suspendedData.parse(data)
    const account = await accounts.addressee(accountId)
    if (account?.status !== 'SUSPENDED') return dropped('account changed')
    const { handle, language, email } = account
    const end = until && timeText(until, account)
    const content = suspendedMail[language]({ handle, until: end, reason, url: `${publicUrl}/sign-in` })
    return { accountId, to: email, language, content }
  }

const reinstatedData = z.object({ accountId: z.string() })

export const prepareReinstated =
  ({ accounts, publicUrl }: MailDeps): PrepareMail =>
  async ({ data }) => {
    const { accountId } = reinstatedData.parse(data)
    const account = await accounts.addressee(accountId)
    if (account?.status !== 'ACTIVE') return dropped('account changed')
    const { handle, language, email } = account
    return {
      accountId,
      to: email,
      language,
      content: reinstatedMail[language]({ handle, url: `${publicUrl}/sign-in` }),
    }
  }
