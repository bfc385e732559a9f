import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger, Metrics } from '@forum/service-kit'
import { type Change, idsIn } from '../changes/changes.ts'
import type { SiteName } from '../site-name.ts'
import { KeptPages, type Lookup } from './kept-pages.ts'
import type { PageAddress } from './page-address.ts'
import { type AskAsGuest, PageThreads } from './page-threads.ts'
import type { Language } from './rendered-page.ts'
import { etagOf, writeHtml } from './write-html.ts'

export type WrittenPagesOptions = {
  webDirectory: string
  publicUrl: string
  siteName: SiteName
  logger: Logger
  metrics: Metrics
}

/** The public pages of the web app as HTML that can be read: drawn when they are asked for, kept for a moment, dropped by what changes them. */
export class WrittenPages {
  readonly #template: string
  readonly #publicUrl: string
  readonly #siteName: SiteName
  readonly #threads: PageThreads
  readonly #kept = new KeptPages()

  /** Null where the build has no half for the gateway. */
  static open(options: WrittenPagesOptions): WrittenPages | null {
    return existsSync(join(options.webDirectory, 'server/render-page.js')) ? new WrittenPages(options) : null
  }

  private constructor({ webDirectory, publicUrl, siteName, logger, metrics }: WrittenPagesOptions) {
    this.#template = readFileSync(join(webDirectory, 'index.html'), 'utf8')
    this.#publicUrl = publicUrl
    this.#siteName = siteName
    this.#threads = new PageThreads(webDirectory, logger, metrics)
  }

  /** `begin` is called before a page is drawn, and may refuse it by throwing. */
  look(page: PageAddress, language: Language, ask: AskAsGuest, begin: () => void): Lookup {
    return this.#kept.look(`${language} ${page.address}`, () => this.#draw(page, language, ask), begin)
  }

  drop(change: Change | null): void {
    if (change !== null) this.#kept.drop(change)
  }

  async close(): Promise<void> {
    await this.#threads.close()
  }

  async #draw({ address, canonical }: PageAddress, language: Language, ask: AskAsGuest) {
    const publicUrl = this.#publicUrl
    const siteName = this.#siteName.current
    const began = performance.now()
    const page = await this.#threads.render({ address, language, now: Date.now(), origin: publicUrl, siteName }, ask)
    const text = writeHtml(this.#template, page, { language, path: page.head.path ?? canonical, publicUrl, siteName })
    return {
      text,
      status: page.head.isAbsent ? 404 : 200,
      etag: etagOf(text),
      began,
      isKeepable: !page.isPartial,
      mentions: new Set(idsIn(JSON.stringify(page.written))),
    }
  }
}
