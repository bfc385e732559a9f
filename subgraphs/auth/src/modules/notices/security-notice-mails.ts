import type { MailTemplate } from '../mail/mail-content.ts'

/** `client`: the program that signed in. `url`: where a new password is asked for. */
export type NoticeData = { handle: string; at: string; client: string; url: string }

/** What each owner is told of, whoever did it. */
export const noticeKinds = ['PASSWORD_CHANGED', 'PASSWORD_RESET', 'EMAIL_CHANGED', 'NEW_DEVICE'] as const
export type NoticeKind = (typeof noticeKinds)[number]

const wayOut = {
  EN: (url: string) => ({ label: 'This was not you? Get a new password', url }),
  RU: (url: string) => ({ label: 'Это были не вы? Получите новый пароль', url }),
}

const passwordChanged: MailTemplate<NoticeData> = {
  EN: ({ handle, at, url }) => ({
    subject: 'Your password was changed',
    paragraphs: [`The password of @${handle} was changed on ${at}. All other devices were signed out.`],
    link: wayOut.EN(url),
  }),
  RU: ({ handle, at, url }) => ({
    subject: 'Ваш пароль изменён',
    paragraphs: [`Пароль аккаунта @${handle} изменили ${at}. На всех остальных устройствах выполнен выход.`],
    link: wayOut.RU(url),
  }),
}

const passwordReset: MailTemplate<NoticeData> = {
  EN: ({ handle, at, url }) => ({
    subject: 'Your password was reset',
    paragraphs: [`@${handle} got a new password on ${at}. Every device was signed out.`],
    link: wayOut.EN(url),
  }),
  RU: ({ handle, at, url }) => ({
    subject: 'Ваш пароль сброшен',
    paragraphs: [`Для аккаунта @${handle} задали новый пароль ${at}. На всех устройствах выполнен выход.`],
    link: wayOut.RU(url),
  }),
}

const emailChanged: MailTemplate<NoticeData> = {
  EN: ({ handle, at }) => ({
    subject: 'Your account has another e-mail address',
    paragraphs: [
      `The account @${handle} changed its e-mail address on ${at}. Mail goes there from now on; this is the last one to you here.`,
      'If this was not you, somebody knows your password: write to whoever runs this forum.',
    ],
  }),
  RU: ({ handle, at }) => ({
    subject: 'У вашего аккаунта другой адрес почты',
    paragraphs: [
      `Адрес почты аккаунта @${handle} сменили ${at}. Письма теперь приходят туда; сюда это последнее.`,
      'Если это были не вы, кто-то знает ваш пароль: напишите тем, кто ведёт этот форум.',
    ],
  }),
}

const newDevice: MailTemplate<NoticeData> = {
  EN: ({ handle, at, client, url }) => ({
    subject: 'A new device signed in',
    paragraphs: [
      `Somebody signed in to @${handle} on ${at} with ${client}, which was not known there.`,
      'If this was you, all is well. The list of your devices is in the settings.',
    ],
    link: wayOut.EN(url),
  }),
  RU: ({ handle, at, client, url }) => ({
    subject: 'Вход с нового устройства',
    paragraphs: [
      `В аккаунт @${handle} вошли ${at} с устройства, которого там ещё не было: ${client}.`,
      'Если это были вы, всё в порядке. Список ваших устройств есть в настройках.',
    ],
    link: wayOut.RU(url),
  }),
}

export const noticeMails: Readonly<Record<NoticeKind, MailTemplate<NoticeData>>> = {
  PASSWORD_CHANGED: passwordChanged,
  PASSWORD_RESET: passwordReset,
  EMAIL_CHANGED: emailChanged,
  NEW_DEVICE: newDevice,
}
