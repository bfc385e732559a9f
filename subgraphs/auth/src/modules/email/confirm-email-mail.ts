import type { MailTemplate } from '../mail/mail-content.ts'

/** To an address that an account names for the first time. */
export const confirmEmailMail: MailTemplate<{ handle: string; url: string; until: string }> = {
  EN: ({ handle, url, until }) => ({
    subject: 'Confirm your e-mail address',
    paragraphs: [`Somebody, probably you, opened the account @${handle} with this address. Is it yours?`],
    link: { label: 'Confirm the address', url },
    closing: [
      `The link works once, until ${until}.`,
      'If this was not you, do nothing: without the link the address belongs to nobody.',
    ],
  }),
  RU: ({ handle, url, until }) => ({
    subject: 'Подтвердите адрес почты',
    paragraphs: [`Кто-то, скорее всего вы, завёл с этим адресом аккаунт @${handle}. Это ваш адрес?`],
    link: { label: 'Подтвердить адрес', url },
    closing: [
      `Ссылка сработает один раз, до ${until}.`,
      'Если это были не вы, ничего не делайте: без ссылки адрес останется ничьим.',
    ],
  }),
}

/** To the address that an account is to change to. */
export const confirmChangeMail: MailTemplate<{ handle: string; url: string; until: string }> = {
  EN: ({ handle, url, until }) => ({
    subject: 'Confirm your new e-mail address',
    paragraphs: [`The account @${handle} is to have this address from now on.`],
    link: { label: 'Use this address', url },
    closing: [
      `The link works once, until ${until}. Until then the old address stays.`,
      'If this was not you, do nothing: nothing changes without the link.',
    ],
  }),
  RU: ({ handle, url, until }) => ({
    subject: 'Подтвердите новый адрес почты',
    paragraphs: [`Аккаунт @${handle} хочет сменить свой адрес на этот.`],
    link: { label: 'Перейти на этот адрес', url },
    closing: [
      `Ссылка сработает один раз, до ${until}. До тех пор остаётся прежний адрес.`,
      'Если это были не вы, ничего не делайте: без ссылки ничего не изменится.',
    ],
  }),
}
