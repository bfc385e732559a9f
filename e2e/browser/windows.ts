import type { BrowserContext, BrowserContextOptions } from '@playwright/test'
import type { Person } from '../src/person.ts'
import type { Language } from './words.ts'

export type Setting = { name: string; language: Language; theme: 'light' | 'dark'; width: 360 | 1280 }

export const settings: Setting[] = [
  { name: 'light, English, 1280', language: 'en', theme: 'light', width: 1280 },
  { name: 'dark, Russian, 360', language: 'ru', theme: 'dark', width: 360 },
]

export function optionsOf({ language, theme, width }: Setting): BrowserContextOptions {
  return {
    viewport: { width, height: width === 360 ? 740 : 900 },
    colorScheme: theme,
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    hasTouch: width === 360,
  }
}

/**
 * What the page keeps of who reads, so that their next page begins as theirs. Given once, to the first page of ours: who signs out is forgotten.
 * (`storageState` would open and close a page of its own for it, which takes a second.)
 */
export async function rememberAsLast(context: BrowserContext, url: string, { id }: Person): Promise<void> {
  await context.addInitScript(`
    if (location.origin === ${JSON.stringify(url)} && localStorage.getItem('test.remembered') === null) {
      localStorage.setItem('test.remembered', '')
      localStorage.setItem('forum.last-viewer', ${JSON.stringify(id)})
    }
  `)
}

/** Each page that is opened finds nothing that an earlier one kept; call it before `rememberAsLast`. */
export async function forgetAtEachOpening(context: BrowserContext, url: string): Promise<void> {
  await context.addInitScript(`
    if (location.origin === ${JSON.stringify(url)}) {
      localStorage.clear()
      sessionStorage.clear()
    }
  `)
}

/** The session that signing in by the page would give, without the page. */
export async function signInByCookies({ request }: BrowserContext, url: string, person: Person): Promise<void> {
  const query = 'mutation SignIn($input: LoginInput!) { login(input: $input) { __typename } }'
  const variables = { input: { login: person.handle, password: person.password, session: 'COOKIES' } }
  const answer = await request.post(`${url}/graphql`, { data: { query, variables }, headers: { origin: url } })
  const text = await answer.text()
  if (!text.includes('LoginSuccess')) throw new Error(`${person.handle} could not sign in: ${text}`)
}
