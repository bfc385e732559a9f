import { type Clock, internalHeaders, type Logger } from '@forum/service-kit'
import type { Pool } from 'undici'
import { z } from 'zod'

/** What a forum is called whose admins have not named it, or of which Auth has not told yet. */
const defaultSiteName = 'Social Forum'

const keptMs = 2_000
const answer = z.object({ data: z.object({ site: z.object({ name: z.string().min(1) }) }) })

export type SiteNameOptions = { auth: () => Pool; gatewaySecret: string; clock: Clock; logger: Logger }

/**
 * What the place is called, where its pages are spoken of: Auth's word of two seconds ago at most while pages are asked for, and the last one while
 * Auth is away. Nobody waits for it.
 */
export class SiteName {
  readonly #options: SiteNameOptions
  #name = defaultSiteName
  #askedAt = Number.NEGATIVE_INFINITY
  #asking: Promise<void> | null = null

  constructor(options: SiteNameOptions) {
    this.#options = options
  }

  get current(): string {
    if (this.#options.clock.now().getTime() - this.#askedAt > keptMs) this.#refresh()
    return this.#name
  }

  /** Something may have changed it. */
  changed(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY
  }

  #refresh(): void {
    if (this.#asking) return
    this.#askedAt = this.#options.clock.now().getTime()
    this.#asking = this.#ask()
      .catch((error: unknown) => this.#options.logger.info({ err: error }, 'Auth did not say what the place is called'))
      .finally(() => {
        this.#asking = null
      })
  }

  async #ask(): Promise<void> {
    const { auth, gatewaySecret } = this.#options
    const { body } = await auth().request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', [internalHeaders.gatewaySecret]: gatewaySecret },
      body: JSON.stringify({ query: 'query SiteName { site { name } }' }),
      signal: AbortSignal.timeout(2_000),
    })
    this.#name = answer.parse(await body.json()).data.site.name
  }
}
