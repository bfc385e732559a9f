import type { Database } from '../../database/database.ts'
import { beforeNewest, beforeOldest, type Position } from '../../database/keyset.ts'
import { PartList } from './part-list.ts'
import type { Listed, SitemapRepository } from './sitemap-repository.ts'

export const sitemapLists = ['posts', 'people', 'tags'] as const
export type SitemapList = (typeof sitemapLists)[number]

export type SitemapDeps = { database: Database; sitemap: SitemapRepository; partSize?: number }

/** A fifth of what a file of a sitemap may hold, so that no statement and no file is large. */
const usualPartSize = 10_000
const lastCharacter = '\u{10ffff}'
const ids = { after: beforeOldest.id, upTo: beforeNewest.id }

/** What search engines may find: public posts, who wrote them, their tags. */
export class SitemapService {
  readonly #posts: PartList<Position>
  readonly #people: PartList<string>
  readonly #tags: PartList<string>

  constructor({ database: { sql }, sitemap, partSize = usualPartSize }: SitemapDeps) {
    this.#posts = new PartList(
      {
        ends: { after: beforeOldest, upTo: beforeNewest },
        keyAfter: (after, count) => sitemap.postAfter(sql, after, count),
        read: (range, limit) => sitemap.posts(sql, range, limit),
      },
      partSize,
    )
    this.#people = new PartList(
      {
        ends: ids,
        keyAfter: (after, count) => sitemap.authorAfter(sql, after, count),
        read: (range, limit) => sitemap.authors(sql, range, limit),
      },
      partSize,
    )
    this.#tags = new PartList(
      {
        ends: { after: '', upTo: lastCharacter },
        keyAfter: (after, count) => sitemap.tagAfter(sql, after, count),
        read: (range, limit) => sitemap.tags(sql, range, limit),
      },
      partSize,
    )
  }

  /** How many parts each list has; null while they are counted for the first time. */
  parts(): Record<SitemapList, number> | null {
    const [posts, people, tags] = [this.#posts.length, this.#people.length, this.#tags.length]
    return posts === null || people === null || tags === null ? null : { posts, people, tags }
  }

  /** Null when there is no such part. */
  read(list: SitemapList, number: number): Promise<Listed[] | null> {
    return { posts: this.#posts, people: this.#people, tags: this.#tags }[list].read(number)
  }

  /** Counts the parts anew. Reads every list, a part at a time: not for a request. */
  async count(): Promise<void> {
    for (const list of [this.#posts, this.#people, this.#tags]) await list.count()
  }
}
