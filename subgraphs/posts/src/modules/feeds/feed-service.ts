import {
  badUserInput,
  decodeCursor,
  encodeCursor,
  idPart,
  kindOfCursor,
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
import type { FeedKind, Window } from '../../generated/graphql.ts'
import type { PostId, UserId } from '../../ids.ts'
import type { PostPlace } from '../posts/post-places.ts'
import type { RankingService, Snapshot } from '../rankings/ranking-service.ts'
import { tagName } from '../tags/tag-names.ts'
import type { FeedReader } from '../visibility/visibility.ts'
import { type Feed, goingOnAfter } from './feed.ts'
import type { FeedPlaces, FeedRepository, RepostsOf } from './feed-repository.ts'
import { type RankedFeed, rankingOf } from './ranked-feed.ts'

export type FeedArguments = PageArguments & {
  kind: FeedKind
  window?: Window | null | undefined
  tag?: string | null | undefined
}
export type FeedDeps = {
  database: Database
  feeds: FeedRepository
  ranked: RankedFeed
  rankings: RankingService
  clock: Clock
}

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

  async feed(viewer: Viewer | null, given: FeedArguments): Promise<Feed> {
    const tag = given.tag == null ? null : tagName(given.tag.replaceAll('\u0000', ' '))
    const reader = this.#reader(viewer)
    switch (given.kind) {
      case 'FOLLOWING':
        return this.#following(signedIn(viewer), tag, given)
      case 'TOP':
        return this.#top(reader, tag, given)
      case 'HOT':
        return this.#hot(reader, tag, given)
      case 'LATEST':
      case 'ACTIVE':
        return this.#public(reader, given.kind, tag, given)
    }
  }

  #reader(viewer: Viewer | null): FeedReader | null {
    return viewer && { id: viewer.id, at: this.#deps.clock.now() }
  }

  async #top(reader: FeedReader | null, tag: string | null, given: FeedArguments): Promise<Feed> {
    const ranking = rankingOf('TOP', given.window ?? 'WEEK')
    return { ...(await this.#deps.ranked.page(reader, { ranking, tag }, given)), served: 'TOP' }
  }

  /** A walk ends in the feed in which it began, whether Stats goes or comes meanwhile. */
  async #hot(reader: FeedReader | null, tag: string | null, given: FeedArguments): Promise<Feed> {
    const ranking = rankingOf('HOT', 'ALL')
    const newest = given.after == null ? await this.#newestHot() : undefined
    const isActive = given.after == null ? !newest : kindOfCursor(given.after) === 'ACTIVE'
    if (isActive) return this.#public(reader, 'ACTIVE', tag, given)
    const walk = { ranking, tag, ...(newest && { newest }) }
    return { ...(await this.#deps.ranked.page(reader, walk, given)), served: 'HOT' }
  }

  /** Undefined while Stats is away. */
  async #newestHot(): Promise<Snapshot | undefined> {
    const { rankings, ranked } = this.#deps
    const newest = await rankings.newest('HOT')
    return newest && !ranked.isStale(newest) ? newest : undefined
  }

  async #public(
    reader: FeedReader | null,
    kind: 'LATEST' | 'ACTIVE',
    tag: string | null,
    given: PageArguments,
  ): Promise<Feed> {
    const page = readNewestPage(kind, given, this.#deps.clock.now())
    const { places, end } = await this.#publicPlaces(reader, kind, tag, page.position, page.first + 1)
    const cursorOf = ({ at, id }: PostPlace) => positionCursor(kind, at, id)
    const feed = toConnection(places, page, cursorOf, ({ post }) => ({
      node: post,
      reposts: null,
      served: kind,
      why: null,
    }))
    return { ...goingOnAfter(feed, end && cursorOf(end)), served: kind }
  }

  #publicPlaces(
    reader: FeedReader | null,
    kind: 'LATEST' | 'ACTIVE',
    tag: string | null,
    position: Position,
    limit: number,
  ): Promise<FeedPlaces> {
    const { feeds, database } = this.#deps
    if (kind === 'LATEST')
      return tag === null
        ? feeds.latest(database.sql, reader, position, limit)
        : feeds.latestTagged(database.sql, reader, tag, position, limit)
    return tag === null
      ? feeds.active(database.sql, reader, position, limit)
      : feeds.activeTagged(database.sql, reader, tag, position, limit)
  }

  /** A walk keeps the time at which it began, so that what comes later moves nothing in it. */
  async #following(viewer: Viewer, tag: string | null, given: PageArguments): Promise<Feed> {
    const { feeds, database, clock } = this.#deps
    const page = readPage(given)
    const now = clock.now()
    const begin = now.toISOString()
    const [start, at, id] =
      page.after === null ? [begin, begin, lastId] : decodeCursor('FOLLOWING', page.after, walkParts(now))
    const walk = { start, position: { at, id }, tag, limit: page.first + 1 }
    const { places, end } = await feeds.following(database.sql, { id: viewer.id, at: now }, walk)
    const reposts = await this.#repostsOf(viewer.id, places, start)
    const cursorOf = (place: PostPlace) => encodeCursor('FOLLOWING', [start, place.at.toISOString(), place.id])
    const feed = toConnection(places, page, cursorOf, (place) => ({
      node: place.post,
      reposts: reposts.get(place.id) ?? null,
      served: 'FOLLOWING' as const,
      why: null,
    }))
    return { ...goingOnAfter(feed, end && cursorOf(end)), served: 'FOLLOWING' }
  }

  async #repostsOf(viewerId: UserId, rows: readonly PostPlace[], start: string): Promise<Map<PostId, RepostsOf>> {
    if (rows.length === 0) return new Map()
    const { feeds, database } = this.#deps
    const ids = rows.map((row) => row.id)
    return indexBy(await feeds.repostsOf(database.sql, viewerId, ids, start), (row) => row.id)
  }

  async activity(viewer: Viewer | null, kind: FeedKind, since: Date) {
    if (since.getUTCFullYear() < 1) throw badUserInput('`since` is before the year 1.')
    return { since, newPosts: await this.#countNew(viewer, kind, since) }
  }

  async #countNew(viewer: Viewer | null, kind: FeedKind, since: Date): Promise<number> {
    const { feeds, database, rankings } = this.#deps
    const reader = this.#reader(viewer)
    if (kind === 'LATEST') return feeds.newLatest(database.sql, reader, since, maxNew)
    if (kind === 'ACTIVE') return feeds.newActive(database.sql, reader, since, maxNew)
    if (kind === 'FOLLOWING') {
      const following = { id: signedIn(viewer).id, at: this.#deps.clock.now() }
      return feeds.newFollowing(database.sql, following, since, maxNew)
    }
    const snapshot = kind === 'HOT' ? await this.#newestHot() : await rankings.newest('TOP_WEEK')
    if (snapshot) return feeds.newRanked(database.sql, reader, snapshot.id, since, maxNew)
    return kind === 'HOT' ? feeds.newActive(database.sql, reader, since, maxNew) : 0
  }
}
