import type { NormalizedCacheObject } from '@apollo/client'
import type { Language } from '../i18n/i18n.ts'

/** The id of the inert block that holds it. */
const writtenPageId = 'written-page'

/** What the gateway leaves beside a page that it wrote, so that the browser goes on from it without asking again. */
export type WrittenPage = {
  language: Language
  /** Milliseconds since 1970. */
  writtenAt: number
  /** What was asked for; null where an answer was not whole, and the browser asks by itself. */
  data: NormalizedCacheObject | null
  /** There is nothing here that a guest may see. */
  isAbsent: boolean
}

/** Null where the gateway wrote no page. */
export function readWrittenPage(): WrittenPage | null {
  const text = document.getElementById(writtenPageId)?.textContent
  return text ? (JSON.parse(text) as WrittenPage) : null // written by the server's half of this build
}
