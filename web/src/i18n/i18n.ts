import { i18n } from '@lingui/core'
import { writeStored } from '../browser/storage.ts'

export const languages = { en: 'English', ru: 'Русский' } as const
export type Language = keyof typeof languages

const catalogs = {
  en: () => import('../locales/en/messages.po'),
  ru: () => import('../locales/ru/messages.po'),
}

function isLanguage(value: string): value is Language {
  return value in languages
}

/** The language that early.js put on <html>: the chosen one, else the browser's first that we speak. */
export function currentLanguage(): Language {
  const { lang } = document.documentElement
  return isLanguage(lang) ? lang : 'en'
}

export async function showLanguage(language: Language): Promise<void> {
  const { messages } = await catalogs[language]()
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
}

export async function chooseLanguage(language: Language): Promise<void> {
  writeStored('forum.language', language)
  await showLanguage(language)
}
