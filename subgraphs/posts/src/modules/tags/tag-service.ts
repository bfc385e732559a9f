import {
  decodeCursor,
  encodeCursor,
  integerPart,
  KeptRows,
  type PageArguments,
  readPage,
  SharedRows,
  textPart,
  toConnection,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Ids } from '@forum/service-kit'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { indexBy } from '../../database/page-loader.ts'
import type { PostId, TagId } from '../../ids.ts'
import { tagName } from './tag-names.ts'
import type { NamedTag, Tag, TaggedPost, TagRepository } from './tag-repository.ts'

export type TagDeps = { database: Database; tags: TagRepository; ids: Ids }

const max = 2_147_483_647
const lastCharacter = '\u{10ffff}'
const usedParts = z.tuple([integerPart(0, max), textPart])
const namedParts = z.tuple([textPart])

/** Tags of posts, and the number of public posts that each has. Callers hold the lock of the posts' counters. */
export class TagService {
  readonly #deps: TagDeps
  /** A tag's name changes when an old spelling of it is brought over, and never else. */
  readonly #named: KeptRows<NamedTag>
  readonly #counts: SharedRows<number>

  constructor(deps: TagDeps) {
    const { tags, database } = deps
    this.#deps = deps
    this.#named = new KeptRows(async (ids) => indexBy(await tags.byIds(database.sql, ids), (tag) => tag.id))
    this.#counts = new SharedRows(
      async (ids) => new Map((await tags.counts(database.sql, ids)).map(({ id, postCount }) => [id, postCount])),
    )
  }

  byIds(ids: readonly TagId[]): NamedTag[] | Promise<NamedTag[]> {
    return this.#named.get(ids)
  }

  /** How many public posts have these tags. */
  counts(ids: readonly TagId[]): Promise<ReadonlyMap<string, number>> {
    return this.#counts.get(ids)
  }

  /** Tags of new posts. */
  async attach(tx: Sql, posts: readonly TaggedPost[]): Promise<void> {
    await this.#count(tx, await this.#attach(tx, posts))
  }

  /** The tags of a post become these. One count for old and new, because their rows are locked in one order. */
  async replace(tx: Sql, post: TaggedPost, { wasListed }: { wasListed: boolean }): Promise<void> {
    const gone = await this.#deps.tags.detach(tx, post.postId)
    const changes = await this.#attach(tx, [post])
    if (wasListed) for (const { tagId } of gone) addTo(changes, tagId, -1)
    await this.#count(tx, changes)
  }

  /** Posts appear in their tags' lists and numbers, or vanish from them. */
  async list(tx: Sql, postIds: readonly PostId[], listed: boolean): Promise<void> {
    const changes = new Map<TagId, number>()
    for (const { tagId } of await this.#deps.tags.list(tx, postIds, listed)) addTo(changes, tagId, listed ? 1 : -1)
    await this.#count(tx, changes)
  }

  /** The tags' lists by activity follow their posts. */
  touch(tx: Sql, activity: readonly { postId: PostId; at: Date }[]): Promise<void> {
    return this.#deps.tags.touch(tx, activity)
  }

  async namesOf(tx: Sql, postId: PostId): Promise<string[]> {
    return (await this.namesOfEach(tx, [postId])).get(postId) ?? []
  }

  /** Of each post that has any, in its order. */
  namesOfEach(tx: Sql, postIds: readonly PostId[]): Promise<Map<PostId, string[]>> {
    return this.#deps.tags.namesOfEach(tx, postIds)
  }

  async named(name: string): Promise<Tag | null> {
    return this.#deps.tags.named(this.#deps.database.sql, searchable(name))
  }

  async search(query: string | null, given: PageArguments) {
    const prefix = query === null ? '' : searchable(query)
    return prefix === '' ? this.#mostUsed(given) : this.#byName(prefix, given)
  }

  async #mostUsed(given: PageArguments) {
    const page = readPage(given)
    const [postCount, name] = page.after === null ? [max, ''] : decodeCursor('tags', page.after, usedParts)
    const rows = await this.#deps.tags.mostUsed(this.#deps.database.sql, { postCount, name }, page.first + 1)
    return toConnection(rows, page, (tag) => encodeCursor('tags', [tag.postCount, tag.name]))
  }

  async #byName(prefix: string, given: PageArguments) {
    const page = readPage(given)
    const [after] = page.after === null ? [''] : decodeCursor('tags by name', page.after, namedParts)
    const range = { atLeast: prefix, after, below: prefix + lastCharacter }
    const rows = await this.#deps.tags.byName(this.#deps.database.sql, range, page.first + 1)
    return toConnection(rows, page, (tag) => encodeCursor('tags by name', [tag.name]))
  }

  async #attach(tx: Sql, posts: readonly TaggedPost[]): Promise<Map<TagId, number>> {
    const { tags, ids } = this.#deps
    const changes = new Map<TagId, number>()
    const names = [...new Set(posts.flatMap((post) => post.names))]
    if (names.length === 0) return changes
    await tags.ensure(
      tx,
      names.map((name) => ({ id: ids.next(), name })),
    )
    const listed = new Set(posts.filter((post) => post.listed).map((post) => post.postId))
    for (const { postId, tagId } of await tags.attach(tx, posts)) if (listed.has(postId)) addTo(changes, tagId, 1)
    return changes
  }

  #count(tx: Sql, changes: ReadonlyMap<TagId, number>): Promise<void> {
    return this.#deps.tags.count(tx, changes)
  }
}

const addTo = (changes: Map<TagId, number>, tagId: TagId, by: number) =>
  changes.set(tagId, (changes.get(tagId) ?? 0) + by)

/** A name that Postgres can look for; what cannot be kept cannot be found. */
const searchable = (text: string): string => tagName(text.replaceAll('\u0000', ' '))
