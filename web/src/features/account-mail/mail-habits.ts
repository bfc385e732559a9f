import type { Language } from '../../i18n/i18n.ts'

/** The forum's name of a language of this app. */
export const mailLanguageOf = (language: Language): 'EN' | 'RU' => (language === 'ru' ? 'RU' : 'EN')

/** The reader's time zone as their browser names it; some give an offset or nothing, which is no zone: then UTC. */
export function browserTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return /^[A-Za-z]/.test(timeZone ?? '') ? timeZone : 'UTC'
}
