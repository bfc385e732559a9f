import { notFound, type Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type PostId, readPostId, type UserId } from '../../ids.ts'
import type { PostReader } from '../posts/post-reader.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { KeptLevel, WatchRepository, Writing } from './watch-repository.ts'

export type WatchLevel = KeptLevel | 'NORMAL'

export type WatchDeps = {
  database: Database
  posts: PostReader
  watches: WatchRepository
  limits: WriteLimits
  clock: Clock
}

/** How much somebody wants to hear of a thread. Nobody else knows it, so no event. */
export class WatchService {
  readonly #deps: WatchDeps

  constructor(deps: WatchDeps) {
    this.#deps = deps
  }

  async set(viewer: Viewer, given: string, level: WatchLevel) {
    const { database, limits, posts, watches, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const postId = readPostId(given)
    const post = postId && (await posts.visibleHeads(viewer, [postId])).get(postId)
    if (!post) return notFound('Post')
    if (level === 'NORMAL') await watches.clear(database.sql, viewer.id, post.id)
    else await watches.set(database.sql, viewer.id, post.id, level, clock.now())
    return { __typename: 'SetThreadWatchSuccess' as const, postId: post.id }
  }

  /** In the transaction of what was written. */
  watchWritten(tx: Sql, written: readonly Writing[]): Promise<void> {
    return this.#deps.watches.watchWritten(tx, written)
  }

  async levels(viewerId: UserId, postIds: readonly PostId[]): Promise<Map<PostId, WatchLevel>> {
    const { watches, database } = this.#deps
    const rows = await watches.levels(database.sql, viewerId, postIds)
    return new Map(rows.map((row) => [row.post_id, row.level]))
  }
}
