import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { from, newAddress } from '../src/addresses.ts'
import type { Person } from '../src/person.ts'
import { forgetAtEachOpening, optionsOf, rememberAsLast, type Setting, signInByCookies } from './windows.ts'

/** Given to the window once, begun where it is asked for: that takes a page as long as all the rest of looking at it. */
const axe = `window.beginAxe = () => { ${readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')} }`

/**
 * One window for each setting and reader, kept as long as its worker: a page that is opened in it finds the files of the one before in the
 * cache and its code compiled, as a returning reader's does, and nothing else of it. Opening a window, signing in and fetching everything
 * anew takes three times as long as looking at the page.
 */
export class KeptWindows {
  readonly #browser: Browser
  readonly #url: string
  readonly #pages = new Map<string, Page>()

  constructor(browser: Browser, url: string) {
    this.#browser = browser
    this.#url = url
  }

  /** The window, empty. Give it back by `clear`. */
  async take(setting: Setting, as: Person | null): Promise<Page> {
    const name = `${setting.name} ${as?.handle ?? ''}`
    const page = this.#pages.get(name) ?? (await this.#open(setting, as))
    this.#pages.set(name, page)
    await page.setExtraHTTPHeaders(from(newAddress()))
    return page
  }

  async clear(page: Page): Promise<void> {
    page.removeAllListeners()
    await page.goto('about:blank')
  }

  async close(): Promise<void> {
    const contexts = new Set<BrowserContext>([...this.#pages.values()].map((page) => page.context()))
    await Promise.all([...contexts].map((context) => context.close()))
  }

  async #open(setting: Setting, as: Person | null): Promise<Page> {
    const context = await this.#browser.newContext({ ...optionsOf(setting), baseURL: this.#url })
    await forgetAtEachOpening(context, this.#url)
    await context.addInitScript(axe)
    if (as) {
      await rememberAsLast(context, this.#url, as)
      await context.setExtraHTTPHeaders(from(newAddress()))
      await signInByCookies(context, this.#url, as)
    }
    return context.newPage()
  }
}
