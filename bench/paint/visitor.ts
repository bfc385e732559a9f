import type { Browser, Page } from '@playwright/test'
import type { Thread } from './thread.ts'

export type Paint = { lcpMs: number; fcpMs: number; cls: number }

/** 9 Mbit/s both ways, 170 ms there and back, a quarter of this machine's processor. */
const line = { offline: false, latency: 170, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 }
const slowdown = 4

/** Written down by the page itself: the largest paint, shifts without a cause of the reader's, and what follows a press. */
const watch = () => {
  const seen = { lcp: 0, cls: 0, longest: 0 }
  Object.assign(globalThis, { seen })
  const each = <Entry>(type: string, see: (entry: Entry) => void, more: object = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) see(entry as Entry)
    }).observe({ type, buffered: true, ...more })
  each<PerformanceEntry>('largest-contentful-paint', ({ startTime }) => {
    seen.lcp = startTime
  })
  each<PerformanceEntry & { value: number; hadRecentInput: boolean }>('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) seen.cls += value
  })
  each<PerformanceEntry & { interactionId: number }>(
    'event',
    ({ duration, interactionId }) => {
      if (interactionId) seen.longest = Math.max(seen.longest, duration)
    },
    { durationThreshold: 16 },
  )
}

/** Somebody with an empty cache each time, behind a slow line. */
export class Visitor {
  readonly #browser: Browser
  readonly #url: string

  constructor(browser: Browser, url: string) {
    this.#browser = browser
    this.#url = url
  }

  /** Opens a page as a guest and waits until it has come to rest. */
  open(path: string): Promise<Paint> {
    return this.#visit(path, async (page) => {
      await atRest(page)
      return page.evaluate(() => {
        const { lcp, cls } = (globalThis as unknown as { seen: { lcp: number; cls: number } }).seen
        const [first] = performance.getEntriesByName('first-contentful-paint')
        return { lcpMs: lcp, fcpMs: first?.startTime ?? Number.NaN, cls }
      })
    })
  }

  /** How long the page takes to show that a like was pressed, in milliseconds. */
  like({ id, reader }: Thread): Promise<number> {
    return this.#visit(`/p/${id}`, async (page) => {
      await signIn(page, reader, `/p/${id}`)
      await forget(page)
      await page.locator('#main [data-shortcut="l"]').first().click()
      return longest(page)
    })
  }

  /** How long the feed takes to answer the press that opens a post. */
  openFromFeed(): Promise<number> {
    return this.#visit('/', async (page) => {
      await page.locator('#main article h2 a').first().click()
      await page.locator('#comments').waitFor()
      return longest(page)
    })
  }

  async #visit<Result>(path: string, look: (page: Page) => Promise<Result>): Promise<Result> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'ru-RU',
      timezoneId: 'UTC',
    })
    try {
      const page = await context.newPage()
      await page.addInitScript(watch)
      const session = await context.newCDPSession(page)
      await session.send('Network.enable')
      await session.send('Network.emulateNetworkConditions', line)
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
      await page.goto(this.#url + path, { waitUntil: 'load', timeout: 120_000 })
      return await look(page)
    } finally {
      await context.close()
    }
  }
}

async function signIn(page: Page, { handle, password }: Thread['reader'], next: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/sign-in?next=${encodeURIComponent(next)}`)
  await page.locator('input[autocomplete="username"]').fill(handle)
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.locator('form button[type="submit"]').click()
  await page.waitForURL(`**${next}`)
  await page.locator('#main [data-shortcut="l"]').first().waitFor()
  await atRest(page)
}

/** Nothing comes over the line any more, and nothing is waited for on the page. */
async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 120_000 })
  await page.locator('[data-loading]').first().waitFor({ state: 'detached', timeout: 120_000 })
}

/** What was pressed before is nobody's question. */
const forget = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { longest: number } } // written by `watch`
    seen.longest = 0
  })

/** After the next paints, when the browser has reported what came of the press. */
const longest = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (left: number) => {
          if (left === 0) resolve((globalThis as unknown as { seen: { longest: number } }).seen.longest)
          else requestAnimationFrame(() => setTimeout(() => look(left - 1)))
        }
        look(10)
      }),
  )
