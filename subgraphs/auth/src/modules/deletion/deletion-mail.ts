import { z } from 'zod'
import type { AccountService } from '../accounts/account-service.ts'
import { type MailTemplate, timeText } from '../mail/mail-content.ts'
import { dropped, type PrepareMail } from '../mail/mail-kinds.ts'

const deletionMail: MailTemplate<{ handle: string; at: string; url: string }> = {
  EN: ({ handle, at, url }) => ({
    subject: 'Your account is being deleted',
    paragraphs: [
      `The deletion of @${handle} was asked for, with its password. All devices are signed out, nobody sees the account any more, and on ${at} it is gone for good.`,
      'To keep it, sign in before then and choose to keep it. Nothing else does.',
    ],
    link: { label: 'Sign in to keep the account', url },
    closing: ['If this was not you, somebody knows your password: keep the account, then change it.'],
  }),
  RU: ({ handle, at, url }) => ({
    subject: 'Ваш аккаунт удаляется',
    paragraphs: [
      `Для аккаунта @${handle} запросили удаление и ввели его пароль. На всех устройствах выполнен выход, аккаунт больше никому не виден, а ${at} он исчезнет навсегда.`,
      'Чтобы сохранить его, войдите до этого времени и выберите «Сохранить аккаунт». Других способов нет.',
    ],
    link: { label: 'Войти и сохранить аккаунт', url },
    closing: ['Если это были не вы, кто-то знает ваш пароль: сохраните аккаунт и смените пароль.'],
  }),
}

const deletionData = z.object({ accountId: z.string() })

export const prepareDeletion =
  ({ accounts, publicUrl }: { accounts: AccountService; publicUrl: string }): PrepareMail =>
  async ({ data }) => {
    const account = await accounts.addressee(deletionData.parse(data).accountId)
    if (!account?.deletionAt) return dropped('account kept')
    const { id, handle, language, email, deletionAt } = account
    const content = deletionMail[language]({ handle, at: timeText(deletionAt, account), url: `${publicUrl}/sign-in` })
    return { accountId: id, to: email, language, content }
  }
