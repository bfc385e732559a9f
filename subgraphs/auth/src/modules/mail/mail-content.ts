/** The languages that mails are written in; an account has one. */
export const languages = ['EN', 'RU'] as const
export type Language = (typeof languages)[number]

/** What a mail says, as text: how it looks is decided in one place. A paragraph is one line of any length. */
export type MailContent = {
  subject: string
  paragraphs: readonly string[]
  /** What the reader can do about it. */
  link?: { label: string; url: string }
  /** After the link. */
  closing?: readonly string[]
}

/** A mail for one reason, written in each language. */
export type MailTemplate<Data> = Readonly<Record<Language, (data: Data) => MailContent>>

/** An instant in the reader's language and zone, which is named: "30 November 2026 at 21:04 (Europe/Berlin)". */
export function timeText(at: Date, { language, timezone }: { language: Language; timezone: string }): string {
  const locale = language === 'RU' ? 'ru' : 'en-GB'
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: timezone })
  return `${format.format(at)} (${timezone})`
}
