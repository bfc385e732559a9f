import { contentRemoved, contentRestored } from '@forum/events'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { CommentId, PostId, UserId } from '../../ids.ts'
import type { TellingService } from '../notifications/telling-service.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import type { Acting } from '../posts/post-moderation.ts'
import { commentState } from './comment-events.ts'
import type { CommentRepository } from './comment-repository.ts'
import type { CommentTree } from './comment-tree.ts'

export type CommentRemovalDeps = {
  comments: CommentRepository
  tree: CommentTree
  posts: PostLocks
  outbox: Outbox
  telling: TellingService
}

/** Comments that acts of moderators hold, or hold no more. */
export class CommentRemovals {
  readonly #deps: CommentRemovalDeps

  constructor(deps: CommentRemovalDeps) {
    this.#deps = deps
  }

  /**
   * So many acts more, or less, upon each of these comments, whose posts the caller has locked. What is removed by it, or restored, is counted and told.
   *
   * @param authors of the posts
   */
  async change(
    tx: Sql,
    ids: readonly CommentId[],
    { by, acting, authors }: { by: number; acting: Acting; authors: ReadonlyMap<PostId, UserId> },
  ): Promise<void> {
    if (ids.length === 0) return
    const { comments, tree, posts, outbox, telling } = this.#deps
    const turns = await comments.changeRemovals(tx, ids, by)
    await posts.count(tx, await tree.carryUp(tx, turns))
    const event = by > 0 ? contentRemoved : contentRestored
    const { actId, actorId, at } = acting
    const turned = turns.filter(({ wasRemoved, isRemoved }) => wasRemoved !== isRemoved)
    const events = turned.flatMap(({ isRemoved, deleted, ...comment }) => {
      const authorId = authors.get(comment.postId)
      if (authorId === undefined) return []
      const state = commentState(comment, { authorId }, { deleted, removed: isRemoved })
      return [event({ ...state, actId, actorId }, { time: at })]
    })
    await outbox.append(tx, ...events)
    await telling.hidden(tx, events)
  }
}
