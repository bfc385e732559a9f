import { internalHeaders } from '@forum/service-kit'
import type { Pool } from 'undici'
import { z } from 'zod'

const count = z.number().int().min(0)
const partsOfAnswer = z.object({ posts: count, people: count, tags: count })
const partOfAnswer = z.array(z.object({ name: z.string(), updatedAt: z.iso.datetime().nullable() }))

export type SitemapParts = z.output<typeof partsOfAnswer>
export type SitemapList = keyof SitemapParts
export type Listed = z.output<typeof partOfAnswer>[number]

export type SitemapSourceOptions = { posts: () => Pick<Pool, 'request'>; gatewaySecret: string }

const timeoutMs = 10_000

/** What may be found, as Posts tells it to the gateway alone. */
export class SitemapSource {
  readonly #options: SitemapSourceOptions

  constructor(options: SitemapSourceOptions) {
    this.#options = options
  }

  /** @throws when Posts does not answer, or has not counted yet */
  async parts(): Promise<SitemapParts> {
    return partsOfAnswer.parse(await this.#ask('/internal/sitemap'))
  }

  /** Null when there is no such part. @throws when Posts does not answer */
  async part(list: SitemapList, number: number): Promise<Listed[] | null> {
    const answer = await this.#ask(`/internal/sitemap/${list}/${number}`)
    return answer === null ? null : partOfAnswer.parse(answer)
  }

  async #ask(path: string): Promise<unknown> {
    const { posts, gatewaySecret } = this.#options
    const { statusCode, body } = await posts().request({
      method: 'GET',
      path,
      headers: { [internalHeaders.gatewaySecret]: gatewaySecret },
      // Whoever asked first may leave: others wait for the same part.
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (statusCode === 200) return body.json()
    await body.dump()
    if (statusCode === 404) return null
    throw new Error(`Posts answered ${statusCode} for ${path}`)
  }
}
