import {
  badUserInput,
  decodeCursor,
  encodeCursor,
  idPart,
  type PageArguments,
  readPage,
  signedIn,
  timePart,
  toConnection,
  type Viewer,
} from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { type Position, positionCursor, readNewestPage } from '../../database/keyset.ts'
import { indexBy } from '../../database/page-loader.ts'
import type { PostId, UserId } from '../../ids.ts'
import type { PostPlace } from '../posts/post-places.ts'
import { tagName } from '../tags/tag-names.ts'
import type { FeedRepository, RepostsOf } from './feed-repository.ts'

export type FeedKind = 'LATEST' | 'ACTIVE' | 'FOLLOWING'
export type FeedArguments = PageArguments & { kind: FeedKind; tag?: string | null | undefined }
export type FeedDeps = { database: Database; feeds: FeedRepository; clock: Clock }

const maxNew = 1_000
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** No position of a walk is newer than its start. */
const walkParts = (now: Date) =>
  z
    .tuple([timePart(now), timePart(now), idPart])
    .transform(([start, at, id]) => [start, at > start ? start : at, id] as const)

export class FeedService {
  readonly #deps: FeedDeps

  constructor(deps: FeedDeps) {
    this.#deps = deps
  }

  async feed(viewer: Viewer | null, given: FeedArguments) {
    const tag = given.tag == null ? null : tagName(given.tag.replaceAll('\u0000', ' '))
    const feed =
      given.kind === 'FOLLOWING'
        ? await this.#following(signedIn(viewer), tag, given)
        : await this.#public(viewer?.id ?? null, given.kind, tag, given)
    return { ...feed, served: given.kind }
  }

  async #public(viewerId: UserId | null, kind: 'LATEST' | 'ACTIVE', tag: string | null, given: PageArguments) {
    const page = readNewestPage(kind, given, this.#deps.clock.now())
    const rows = await this.#publicPlaces(viewerId, kind, tag, page.position, page.first + 1)
    return toConnection(
      rows,
      page,
      ({ at, id }) => positionCursor(kind, at, id),
      ({ post }) => ({ node: post, reposts: null }),
    )
  }

  #publicPlaces(
    viewerId: UserId | null,
    kind: 'LATEST' | 'ACTIVE',
    tag: string | null,
    position: Position,
    limit: number,
  ): Promise<PostPlace[]> {
    const { feeds, database } = this.#deps
    if (kind === 'LATEST')
      return tag === null
        ? feeds.latest(database.sql, viewerId, position, limit)
        : feeds.latestTagged(database.sql, viewerId, tag, position, limit)
    return tag === null
      ? feeds.active(database.sql, viewerId, position, limit)
      : feeds.activeTagged(database.sql, viewerId, tag, position, limit)
  }

  /** A walk keeps the time at which it began, so that what comes later moves nothing in it. */
  async #following(viewer: Viewer, tag: string | null, given: PageArguments) {
    const { feeds, database, clock } = this.#deps
    const page = readPage(given)
    const now = clock.now()
    const begin = now.toISOString()
    const [start, at, id] =
      page.after === null ? [begin, begin, lastId] : decodeCursor('FOLLOWING', page.after, walkParts(now))
    const walk = { start, position: { at, id }, tag, limit: page.first + 1 }
    const rows = await feeds.following(database.sql, viewer.id, walk)
    const reposts = await this.#repostsOf(viewer.id, rows, start)
    return toConnection(
      rows,
      page,
      (row) => encodeCursor('FOLLOWING', [start, row.at.toISOString(), row.id]),
      (row) => ({ node: row.post, reposts: reposts.get(row.id) ?? null }),
    )
  }

  async #repostsOf(viewerId: UserId, rows: readonly PostPlace[], start: string): Promise<Map<PostId, RepostsOf>> {
    if (rows.length === 0) return new Map()
    const { feeds, database } = this.#deps
    const ids = rows.map((row) => row.id)
    return indexBy(await feeds.repostsOf(database.sql, viewerId, ids, start), (row) => row.id)
  }

  async activity(viewer: Viewer | null, kind: FeedKind, since: Date) {
    const { feeds, database } = this.#deps
    if (since.getUTCFullYear() < 1) throw badUserInput('`since` is before the year 1.')
    if (kind === 'LATEST')
      return { since, newPosts: await feeds.newLatest(database.sql, viewer?.id ?? null, since, maxNew) }
    if (kind === 'ACTIVE')
      return { since, newPosts: await feeds.newActive(database.sql, viewer?.id ?? null, since, maxNew) }
    return { since, newPosts: await feeds.newFollowing(database.sql, signedIn(viewer).id, since, maxNew) }
  }
}
