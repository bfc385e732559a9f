import { i18n } from '@lingui/core'
import { readStored, writeStored } from '../browser/storage.ts'

export const languages = { en: 'English', ru: 'Русский' } as const
export type Language = keyof typeof languages

const catalogs = {
  en: () => import('../locales/en/messages.po'),
  ru: () => import('../locales/ru/messages.po'),
}

function isLanguage(value: string): value is Language {
  return value in languages
}

/** The language that the reader chose; null where they left it to their browser. */
export function chosenLanguage(): Language | null {
  const chosen = readStored('forum.language')
  return chosen !== null && isLanguage(chosen) ? chosen : null
}

/** The language that stands on <html>: the gateway's, or the one that early.js put there: the chosen one, else the browser's first that we speak. */
export function currentLanguage(): Language {
  const { lang } = document.documentElement
  return isLanguage(lang) ? lang : 'en'
}

export async function showLanguage(language: Language): Promise<void> {
  const { messages } = await catalogs[language]()
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
}

/** Kept in storage for this app, and in a cookie for the gateway, which writes the first page. */
export async function chooseLanguage(language: Language): Promise<void> {
  writeStored('forum.language', language)
  document.cookie = `forum.language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`
  await showLanguage(language)
}
