import type { Viewer } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'
import type { CommentService } from '../comments/comment-service.ts'
import type { EmptyingService } from '../emptying/emptying-service.ts'
import type { FollowService } from '../follows/follow-service.ts'
import type { LikeService } from '../likes/like-service.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import type { PostService } from '../posts/post-service.ts'
import type { RepostService } from '../reposts/repost-service.ts'
import type { Erasure, ErasureRepository } from './erasure-repository.ts'

export type ErasureDeps = {
  database: Database
  erasures: ErasureRepository
  posts: PostService
  locks: PostLocks
  comments: CommentService
  likes: LikeService
  reposts: RepostService
  follows: FollowService
  emptying: EmptyingService
  clock: Clock
}

/** How many are looked up at once. */
const part = 200

/**
 * Takes what somebody who is gone has left out of Posts: by the same acts by which they would have taken it back themselves, one small transaction
 * each, so that counts and events are those of any other day. Grows with what they did: about a millisecond for each like, repost, follow and, where
 * their texts are emptied, each text. What was begun is gone on with after a crash; two replicas that do the same do it once.
 */
export class ErasureService {
  readonly #deps: ErasureDeps

  constructor(deps: ErasureDeps) {
    this.#deps = deps
  }

  /** Notes accounts that are gone; any repetition changes nothing. */
  async add(gone: readonly Erasure[]): Promise<void> {
    const { database, erasures, clock } = this.#deps
    if (gone.length > 0) await erasures.add(database.sql, gone, clock.now())
  }

  /** Until nothing is left to do, or the signal says so. */
  async eraseAll(signal?: AbortSignal): Promise<void> {
    const { database, erasures, clock } = this.#deps
    for (;;) {
      const next = signal?.aborted ? null : await erasures.next(database.sql)
      if (!next || !(await this.#erase(next, signal))) return
      await erasures.finish(database.sql, next.userId, clock.now())
    }
  }

  /** False when it was stopped half-way. */
  async #erase({ userId, texts }: Erasure, signal: AbortSignal | undefined): Promise<boolean> {
    const { database, erasures, likes, reposts, follows, comments, emptying } = this.#deps
    const db = database.sql
    const they = gone(userId)
    const steps: [find: () => Promise<string[]>, act: (id: string) => Promise<unknown>][] = [
      [() => erasures.likedPosts(db, userId, part), (id) => likes.unlikePost(they, id)],
      [() => erasures.likedComments(db, userId, part), (id) => likes.unlikeComment(they, id)],
      [() => erasures.reposts(db, userId, part), (id) => reposts.undo(they, id)],
      [() => erasures.followed(db, userId, part), (id) => follows.unfollow(they, id)],
      [() => erasures.followers(db, userId, part), (id) => follows.unfollow(gone(id), userId)],
      [() => erasures.posts(db, userId, 'private', part), (id) => this.#takePost(they, id)],
    ]
    if (texts === 'EMPTY')
      steps.push(
        [() => erasures.comments(db, userId, part), (id) => comments.delete(they, id)],
        [() => erasures.posts(db, userId, 'all', part), (id) => this.#takePost(they, id)],
      )
    for (const [find, act] of steps) if (!(await each(find, act, signal))) return false
    await emptying.emptyAllOf(userId)
    while (!(await erasures.forget(db, userId, part)));
    return true
  }

  /** Deleted where nobody else wrote under it, else emptied. Private posts are nobody else's in any case. */
  async #takePost(they: Viewer, id: string): Promise<void> {
    const { database, erasures, locks, posts } = this.#deps
    await database.write(async (tx) => {
      const post = await locks.lockVisible(tx, they, id)
      // Another replica may have been quicker.
      if (!post || (await erasures.isEmptied(tx, post.id))) return { __typename: 'Taken' as const }
      if (post.visibility === 'PUBLIC' && (await erasures.othersWroteUnder(tx, post.id, they.id)))
        await posts.emptyLocked(tx, post)
      else await posts.deleteLocked(tx, post)
      return { __typename: 'Taken' as const }
    })
  }
}

/** An act takes away what found it; one that does not would find it for ever, which is a fault and said as one. */
async function each(
  find: () => Promise<string[]>,
  act: (id: string) => Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let before: string | undefined
  for (;;) {
    const ids = await find()
    if (ids.length === 0) return true
    if (ids[0] === before) throw new Error(`what hangs on ${before} of an erased account does not go`)
    before = ids[0]
    for (const id of ids) {
      if (signal?.aborted) return false
      await act(id)
    }
  }
}

/** In whose place the forum acts. */
const gone = (id: UserId): Viewer => ({ id, handle: '', role: 'USER', sessionId: '', scopes: ['*'] })
