import { test as base, type Page } from '@playwright/test'
import { from, newAddress } from '../src/addresses.ts'
import { ForumNetwork } from '../src/forum-network.ts'
import type { Person } from '../src/person.ts'
import { storeServers } from './stores.ts'
import { optionsOf, rememberedAt, type Setting, settings, signInByCookies } from './windows.ts'
import { type Say, wordsIn } from './words.ts'
import { type World, writeWorld } from './world.ts'

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
        ...(as && rememberedAt(forum.url, as)),
        baseURL: forum.url,
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
        extraHTTPHeaders: from(newAddress()),
      })
      contexts.push(context)
      if (as) await signInByCookies(context, forum.url, as)
      const page = await context.newPage()
      page.on('pageerror', (error) => testInfo.annotations.push({ type: 'page error', description: error.message }))
      return { page, say: wordsIn(setting.language) }
    })
    for (const context of contexts) await context.close()
  },
})

export { expect } from '@playwright/test'
export { settings } from './windows.ts'
