import { test as base, type Page } from '@playwright/test'
import { from, newAddress } from '../src/addresses.ts'
import { ForumNetwork } from '../src/forum-network.ts'
import type { Person } from '../src/person.ts'
import { KeptWindows } from './kept-windows.ts'
import { storeServers } from './stores.ts'
import { optionsOf, rememberAsLast, type Setting, settings, signInByCookies } from './windows.ts'
import { type Say, wordsIn } from './words.ts'
import { type World, writeWorld } from './world.ts'

type Look = { setting?: Setting; as?: Person }
type Window = { page: Page; say: Say }
type WorkerFixtures = {
  /** How long a browser waits for a page that the gateway writes; with 0 it draws each by itself. */
  pagePatienceMs: number
  forum: ForumNetwork
  world: World
  kept: KeptWindows
}
type TestFixtures = {
  /** A window in a setting: of a guest, or of somebody who is signed in. */
  open: (options?: Look) => Promise<Window>
  /** The same in a window that this worker keeps, for tests that look and change nothing: five times as fast. */
  look: (options: Look & { setting: Setting }) => Promise<Window>
}

const [english] = settings

/** Each worker has a forum of its own, all services real; tests of one worker share it one after the other. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  pagePatienceMs: [0, { scope: 'worker', option: true }],
  forum: [
    async ({ pagePatienceMs }, use) => {
      const environment = { gateway: { PAGE_PATIENCE_MS: String(pagePatienceMs) } }
      const forum = await ForumNetwork.start({ ...storeServers(), environment })
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
        extraHTTPHeaders: from(newAddress()),
      })
      contexts.push(context)
      if (as) {
        await rememberAsLast(context, forum.url, as)
        await signInByCookies(context, forum.url, as)
      }
      const page = await context.newPage()
      page.on('pageerror', (error) => testInfo.annotations.push({ type: 'page error', description: error.message }))
      return { page, say: wordsIn(setting.language) }
    })
    for (const context of contexts) await context.close()
  },
  kept: [
    async ({ browser, forum }, use) => {
      const windows = new KeptWindows(browser, forum.url)
      await use(windows)
      await windows.close()
    },
    { scope: 'worker' },
  ],
  look: async ({ kept }, use, testInfo) => {
    const pages: Page[] = []
    await use(async ({ setting, as }) => {
      const page = await kept.take(setting, as ?? null)
      pages.push(page)
      page.on('pageerror', (error) => testInfo.annotations.push({ type: 'page error', description: error.message }))
      return { page, say: wordsIn(setting.language) }
    })
    for (const page of pages) await kept.clear(page)
  },
})

export { expect } from '@playwright/test'
export { settings } from './windows.ts'
