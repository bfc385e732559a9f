import { z } from 'zod'
import type { MailTemplate } from '../mail/mail-content.ts'
import { languages } from '../mail/mail-content.ts'
import type { PrepareMail } from '../mail/mail-kinds.ts'

const acceptedMail: MailTemplate<{ handle: string; url: string }> = {
  EN: ({ handle, url }) => ({
    subject: 'Your account is open',
    paragraphs: [`You were let in: @${handle} can sign in from now on. Welcome.`],
    link: { label: 'Sign in', url },
  }),
  RU: ({ handle, url }) => ({
    subject: 'Ваш аккаунт открыт',
    paragraphs: [`Вас приняли: аккаунтом @${handle} уже можно пользоваться. Добро пожаловать.`],
    link: { label: 'Войти', url },
  }),
}

const refusedMail: MailTemplate<{ handle: string; reason: string }> = {
  EN: ({ handle, reason }) => ({
    subject: 'Your application was refused',
    paragraphs: [`Whoever runs this forum did not open the account @${handle}. Their reason:`, reason],
    closing: ['What you gave for it is deleted, and the handle is free again.'],
  }),
  RU: ({ handle, reason }) => ({
    subject: 'Ваша заявка отклонена',
    paragraphs: [`Те, кто ведёт этот форум, не открыли аккаунт @${handle}. Причина:`, reason],
    closing: ['Всё, что вы указали, удалено, и имя снова свободно.'],
  }),
}

/** All that the mail needs is in it: of somebody who was refused nothing else is left. */
const decisionData = z.object({
  accountId: z.string(),
  to: z.string(),
  handle: z.string(),
  language: z.enum(languages),
  reason: z.string().nullable(),
})

export const prepareDecision =
  ({ publicUrl }: { publicUrl: string }): PrepareMail =>
  async ({ data }) => {
    const { accountId, to, handle, language, reason } = decisionData.parse(data)
    const content =
      reason === null
        ? acceptedMail[language]({ handle, url: `${publicUrl}/sign-in` })
        : refusedMail[language]({ handle, reason })
    return { accountId, to, language, content }
  }
