import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Language = 'en' | 'ru'

/** A sentence of the app in a language, by its English: what people see is what the tests press. */
export type Say = (english: string, values?: Record<string, string | number>) => string

const catalogue = readFileSync(join(import.meta.dirname, '../../web/src/locales/ru/messages.po'), 'utf8')
const entries = catalogue.matchAll(/(?:msgctxt "(.*)"\n)?msgid "(.+)"\nmsgstr "(.+)"/g)
const russian = new Map([...entries].map(([, context, id, text]) => [context ? `${context}|${id}` : id, text]))

export function wordsIn(language: Language): Say {
  return (english, values = {}) => {
    const text = language === 'en' ? english.replace(/^.*\|/, '') : russian.get(english)
    if (!text) throw new Error(`No Russian for "${english}"`)
    return text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''))
  }
}
