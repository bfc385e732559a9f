import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { commentIdOf, postIdOf } from '../../ids.ts'
import type { CommentRemovals } from '../comments/comment-removals.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import type { PostModeration } from '../posts/post-moderation.ts'
import type { Act } from './act.ts'
import type { RemovalRepository, Text } from './removal-repository.ts'

export type RemovalEngineDeps = {
  database: Database
  removals: RemovalRepository
  locks: PostLocks
  posts: PostModeration
  comments: CommentRemovals
  clock: Clock
}

/** Small transactions: the locks of each are held for well under a second, however much an act is about. */
const batchSize = 500

/**
 * Carries out acts of removal and their ends, a batch a transaction. What an act is about was written down with it, so it is one act whoever carries it
 * out: the request that began it does the first batch, and any replica goes on.
 */
export class RemovalEngine {
  readonly #deps: RemovalEngineDeps

  constructor(deps: RemovalEngineDeps) {
    this.#deps = deps
  }

  /** Until no act has anything left to do, or others have those that do. */
  async carryOutAll(): Promise<void> {
    const { database, removals } = this.#deps
    for (let isLeft = true; isLeft; )
      isLeft = await database.transaction(async (tx) => {
        const act = await removals.lockUnsettled(tx)
        if (act) await this.carryOutSome(tx, act)
        return act !== undefined
      })
  }

  /** The next batch of an act that the caller has locked, or made. */
  async carryOutSome(tx: Sql, act: Act): Promise<void> {
    const { removals, locks } = this.#deps
    const found = await removals.due(tx, act, batchSize)
    // Each text changes under the lock of its post; what was restored by itself meanwhile is not due any more.
    await locks.lockAll(tx, [...new Set(found.map((text) => text.postId))])
    const due = await removals.due(tx, act, batchSize)
    const locked = new Set(found.map((text) => text.id))
    const texts = due.filter((text) => locked.has(text.id))
    const isRemoving = act.undoneAt === null
    await removals.mark(
      tx,
      act.id,
      texts.map((text) => text.id),
      isRemoving,
    )
    await this.change(tx, texts, act, isRemoving ? 1 : -1)
    if (due.length === texts.length && due.length < batchSize) await removals.settle(tx, act.id)
  }

  /** So many acts more, or less, upon these texts, whose posts the caller has locked. */
  async change(tx: Sql, texts: readonly Text[], act: Pick<Act, 'id' | 'actorId'>, by: number): Promise<void> {
    const { locks, posts, comments, clock } = this.#deps
    const acting = { actId: act.id, actorId: act.actorId, at: clock.now() }
    const heads = await locks.known(tx, [...new Set(texts.map((text) => text.postId))])
    const authors = new Map([...heads.values()].map((post) => [post.id, post.authorId]))
    const idsOf = (isPost: boolean) => texts.filter((text) => text.isPost === isPost).map((text) => text.id)
    await comments.change(tx, idsOf(false).map(commentIdOf), { by, acting, authors })
    await posts.changeRemovals(tx, idsOf(true).map(postIdOf), { by, acting })
  }
}
