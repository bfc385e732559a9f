import type { MailTemplate } from '../mail/mail-content.ts'

/** To whoever forgot their password, or was named by somebody else. */
export const resetPasswordMail: MailTemplate<{ handle: string; url: string; until: string }> = {
  EN: ({ handle, url, until }) => ({
    subject: 'A new password for your account',
    paragraphs: [`Somebody, probably you, asked for a new password for @${handle}.`],
    link: { label: 'Choose a new password', url },
    closing: [
      `The link works once, until ${until}. It signs you out everywhere.`,
      'If this was not you, do nothing: your password stays as it is.',
    ],
  }),
  RU: ({ handle, url, until }) => ({
    subject: 'Новый пароль для вашего аккаунта',
    paragraphs: [`Кто-то, скорее всего вы, попросил новый пароль для аккаунта @${handle}.`],
    link: { label: 'Задать новый пароль', url },
    closing: [
      `Ссылка сработает один раз, до ${until}. На всех устройствах будет выполнен выход.`,
      'Если это были не вы, ничего не делайте: пароль останется прежним.',
    ],
  }),
}
