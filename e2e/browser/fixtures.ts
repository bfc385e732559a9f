import { type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import { ForumNetwork } from '../src/forum-network.ts'
import type { Person } from '../src/person.ts'
import { storeServers } from './stores.ts'
import { type Language, type Say, wordsIn } from './words.ts'
import { type World, writeWorld } from './world.ts'

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
    hasTouch: width === 360,
  }
}

type WorkerFixtures = { forum: ForumNetwork; world: World }
type TestFixtures = {
  /** A window in a setting: of a guest, or of somebody who is signed in. */
  open: (options?: { setting?: Setting; as?: Person }) => Promise<{ page: Page; say: Say }>
}

const [english] = settings

/** Each worker has a forum of its own, all services real; tests of one worker share it one after the other. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  forum: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const forum = await ForumNetwork.start(storeServers())
      await use(forum)
      await forum.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  world: [async ({ forum }, use) => use(await writeWorld(forum)), { scope: 'worker', timeout: 120_000 }],
  open: async ({ browser, forum }, use, testInfo) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async ({ setting = english, as } = {}) => {
      if (!setting) throw new Error('there is a first setting')
      const context = await browser.newContext({
        ...optionsOf(setting),
        baseURL: forum.url,
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      })
      contexts.push(context)
      if (as) await signInByCookies(context, forum, as)
      const page = await context.newPage()
      page.on('pageerror', (error) => testInfo.annotations.push({ type: 'page error', description: error.message }))
      return { page, say: wordsIn(setting.language) }
    })
    for (const context of contexts) await context.close()
  },
})

export { expect } from '@playwright/test'

type Requests = {
  request: { post: (url: string, options: object) => Promise<{ ok: () => boolean; text: () => Promise<string> }> }
}

/** The session that signing in by the page would give, without the page. */
async function signInByCookies({ request }: Requests, forum: ForumNetwork, person: Person): Promise<void> {
  const query = 'mutation SignIn($input: LoginInput!) { login(input: $input) { __typename } }'
  const variables = { input: { login: person.handle, password: person.password, session: 'COOKIES' } }
  const answer = await request.post(`${forum.url}/graphql`, {
    data: { query, variables },
    headers: { origin: forum.url },
  })
  const text = await answer.text()
  if (!text.includes('LoginSuccess')) throw new Error(`${person.handle} could not sign in: ${text}`)
}
