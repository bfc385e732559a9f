import type { Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import { indexBy } from '../../database/page-loader.ts'
import { type PostId, readPostId } from '../../ids.ts'
import type { TagService } from '../tags/tag-service.ts'
import type { CounterChange, PostHead } from './post.ts'
import type { PostRepository } from './post-repository.ts'

/** Posts under a lock: whoever changes a post, or what hangs on it, holds it first, and then may count. */
export class PostLocks {
  readonly #deps: { posts: PostRepository; tags: TagService }

  constructor(deps: { posts: PostRepository; tags: TagService }) {
    this.#deps = deps
  }

  /**
   * Locks a post for a change of it or of what hangs on it; null when the viewer does not see it. Every change begins with this, so
   * that the order of a post's events is that of its changes. Who sees a removed post gets it too: what is frozen of it, the caller says.
   */
  async lockVisible(tx: Sql, viewer: Viewer, id: string): Promise<PostHead | null> {
    const postId = readPostId(id)
    if (!postId) return null
    await this.#deps.posts.lock(tx, [postId])
    const [post] = await this.#deps.posts.visibleHeads(tx, viewer, [postId])
    return post ?? null
  }

  /** Locks a post whoever may see it, for who takes back what they did there. Tell them nothing of it. */
  async lockAny(tx: Sql, id: string): Promise<PostHead | null> {
    const postId = readPostId(id)
    return postId ? ((await this.lockAll(tx, [postId])).get(postId) ?? null) : null
  }

  /** Locks posts whoever may see them, in id order; for seeding. */
  async lockAll(tx: Sql, ids: readonly PostId[]): Promise<Map<PostId, PostHead>> {
    await this.#deps.posts.lock(tx, ids)
    return this.known(tx, ids)
  }

  /** Posts whoever may see them, as they are now; for seeding. */
  async known(db: Sql, ids: readonly PostId[]): Promise<Map<PostId, PostHead>> {
    return indexBy(await this.#deps.posts.heads(db, ids), (post) => post.id)
  }

  /** Counts changes of posts that the caller has locked. */
  async count(tx: Sql, changes: readonly CounterChange[]): Promise<void> {
    if (changes.length === 0) return
    await this.#deps.posts.count(tx, changes)
    const activity = changes.flatMap(({ postId, activityAt }) => (activityAt ? [{ postId, at: activityAt }] : []))
    if (activity.length > 0) await this.#deps.tags.touch(tx, activity)
  }
}
