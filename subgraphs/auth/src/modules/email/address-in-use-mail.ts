import type { MailTemplate } from '../mail/mail-content.ts'

/** To the owner of an address that somebody else named: the site told that person nothing. */
export const addressInUseMail: MailTemplate<{ owner: string; other: string; isNew: boolean; url: string }> = {
  EN: ({ owner, other, isNew, url }) => ({
    subject: 'Your address was given for another account',
    paragraphs: [
      isNew
        ? `Somebody opened the account @${other} with your address, which belongs to your account @${owner}.`
        : `The account @${other} asked to have your address, which belongs to your account @${owner}.`,
      'Nothing has changed: the address stays yours, and the other account cannot confirm it.',
    ],
    link: { label: `Forgot the password of @${owner}? Get a new one`, url },
    closing: ['If this was not you, you need not do anything.'],
  }),
  RU: ({ owner, other, isNew, url }) => ({
    subject: 'Ваш адрес указали для другого аккаунта',
    paragraphs: [
      isNew
        ? `Кто-то завёл аккаунт @${other} с вашим адресом, который принадлежит вашему аккаунту @${owner}.`
        : `Для аккаунта @${other} попросили ваш адрес, который принадлежит вашему аккаунту @${owner}.`,
      'Ничего не изменилось: адрес остаётся вашим, и другой аккаунт не сможет его подтвердить.',
    ],
    link: { label: `Забыли пароль от @${owner}? Получить новый`, url },
    closing: ['Если это были не вы, делать ничего не нужно.'],
  }),
}
