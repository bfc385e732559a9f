import { postReposted, postUnreposted } from '@forum/events'
import { notFound, type PageArguments, type Viewer } from '@forum/graphql-kit'
import type { Outbox } from '@forum/outbox'
import type { Clock } from '@forum/service-kit'
import type { Database, Sql } from '../../database/database.ts'
import { type PlacePage, readNewestPage } from '../../database/keyset.ts'
import { groupBy } from '../../database/page-loader.ts'
import type { NewRelation, PersonPlace, RelationTable } from '../../database/relation-table.ts'
import type { PostId, UserId } from '../../ids.ts'
import type { PostHead } from '../posts/post.ts'
import { type PostService, success } from '../posts/post-service.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'

export type RepostDeps = {
  database: Database
  posts: PostService
  reposts: RelationTable<PostId>
  outbox: Outbox
  limits: WriteLimits
  clock: Clock
}

export class RepostService {
  readonly #deps: RepostDeps

  constructor(deps: RepostDeps) {
    this.#deps = deps
  }

  async repost(viewer: Viewer, postId: string) {
    const { database, limits, posts, reposts, outbox, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const post = await posts.lockSeen(tx, viewer, postId)
      if (!post) return notFound('Post')
      const at = clock.now()
      const version = await reposts.add(tx, { subjectId: post.id, userId: viewer.id, at })
      if (version !== null) {
        await posts.count(tx, [{ postId: post.id, reposts: 1 }])
        await outbox.append(tx, postReposted(repostState(post, viewer.id, true, version), { time: at }))
      }
      return success('RepostSuccess', post.id)
    })
  }

  async undo(viewer: Viewer, postId: string) {
    const { database, limits, posts, reposts, outbox, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const post = await posts.lockSeen(tx, viewer, postId)
      if (!post) return notFound('Post')
      const at = clock.now()
      const version = await reposts.remove(tx, { subjectId: post.id, userId: viewer.id, at })
      if (version !== null) {
        await posts.count(tx, [{ postId: post.id, reposts: -1 }])
        await outbox.append(tx, postUnreposted(repostState(post, viewer.id, false, version), { time: at }))
      }
      return success('UndoRepostSuccess', post.id)
    })
  }

  /** Adds reposts of posts that the caller has locked; one that exists, on or off, is left alone. Answers how many were added. */
  async insert(tx: Sql, given: readonly NewRelation<PostId>[], posts: ReadonlyMap<PostId, PostHead>): Promise<number> {
    const added = await this.#deps.reposts.addNew(tx, given)
    const counts = [...Map.groupBy(added, (repost) => repost.subjectId)]
    await this.#deps.posts.count(
      tx,
      counts.map(([postId, each]) => ({ postId, reposts: each.length })),
    )
    const events = added.flatMap(({ subjectId, userId, at }) => {
      const post = posts.get(subjectId)
      return post ? [postReposted(repostState(post, userId, true, 1), { time: at })] : []
    })
    await this.#deps.outbox.append(tx, ...events)
    return added.length
  }

  readPage(given: PageArguments): PlacePage {
    return readNewestPage('reposters', given)
  }

  async reposters(postIds: readonly string[], { place, first }: PlacePage): Promise<Map<string, PersonPlace[]>> {
    const { reposts, database } = this.#deps
    return groupBy(await reposts.people(database.sql, postIds, place, first + 1), (row) => row.parent)
  }
}

const repostState = (post: PostHead, userId: UserId, active: boolean, version: number) => ({
  postId: post.id,
  postAuthorId: post.authorId,
  userId,
  active,
  version,
})
