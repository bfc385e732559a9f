import { type NotAllowed, notAllowed, notFound, type Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type PostId, readPostId, type UserId } from '../../ids.ts'
import type { Post, PostHead } from '../posts/post.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import type { PostModeration } from '../posts/post-moderation.ts'
import type { PostReader } from '../posts/post-reader.ts'
import { frozen } from '../posts/post-rules.ts'
import { success } from '../posts/post-service.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { Act, ActKind } from './act.ts'
import type { ActRepository } from './act-repository.ts'
import { demandModerator, type ModerationRules, readOptionalReason } from './moderation-rules.ts'
import type { PinRepository } from './pin-repository.ts'

export type ThreadActDeps = {
  database: Database
  acts: ActRepository
  pins: PinRepository
  rules: ModerationRules
  reader: PostReader
  locks: PostLocks
  posts: PostModeration
  limits: WriteLimits
  clock: Clock
  ids: Ids
}

/** What moderators do to a thread as a whole: lock it, pin it, and the opposite. Doing it twice is doing it once. */
export class ThreadActs {
  readonly #deps: ThreadActDeps

  constructor(deps: ThreadActDeps) {
    this.#deps = deps
  }

  /** One's own thread may be locked, too. @throws FORBIDDEN for who has no rank */
  async lock(viewer: Viewer, postId: string, givenReason?: string | null) {
    demandModerator(viewer)
    const { acts, posts } = this.#deps
    const read = readOptionalReason(givenReason)
    if ('__typename' in read) return read
    const mayLock = async ({ authorId }: PostHead) =>
      authorId === viewer.id ? null : this.#deps.rules.refusal(viewer, authorId)
    return this.#onPost(viewer, postId, 'LockPostSuccess', mayLock, async (tx, post) => {
      if (post.locked) return null
      const act = this.#act(viewer, 'LOCK', post, read.reason)
      await acts.insert(tx, act)
      await posts.lock(tx, post, true, { actId: act.id, actorId: viewer.id, at: act.at })
      return null
    })
  }

  /** @throws FORBIDDEN for who has no rank */
  unlock(viewer: Viewer, postId: string) {
    const { acts, rules } = this.#deps
    const mayUnlock = async ({ authorId }: PostHead) =>
      authorId === viewer.id ? null : rules.refusal(viewer, authorId)
    return this.#onPost(viewer, postId, 'UnlockPostSuccess', mayUnlock, async (tx, post) => {
      const standing = post.locked ? await acts.lockOf(tx, post.id) : undefined
      if (!standing) return null
      // Who locked their own thread may open it; a lock upon them is others' to end.
      if (post.authorId === viewer.id && standing.actorId !== viewer.id) return notYours()
      const act = this.#act(viewer, 'UNLOCK', post, '')
      await acts.insert(tx, act)
      await acts.end(tx, standing.id, viewer.id, act.at)
      await this.#deps.posts.lock(tx, post, false, { actId: act.id, actorId: viewer.id, at: act.at })
      return null
    })
  }

  /** @throws FORBIDDEN for who has no rank */
  pin(viewer: Viewer, postId: string) {
    const { acts, pins } = this.#deps
    return this.#onPost(viewer, postId, 'PinPostSuccess', anybody, async (tx, post) => {
      await pins.lock(tx)
      if (await pins.has(tx, post.id)) return null
      const act = this.#act(viewer, 'PIN', post, '')
      if (!(await pins.add(tx, post.id, act.at)))
        return notAllowed('Three posts are pinned already. Unpin one first.', 'PINS_FULL')
      await acts.insert(tx, act)
      return null
    })
  }

  /** @throws FORBIDDEN for who has no rank */
  unpin(viewer: Viewer, postId: string) {
    return this.#onPost(viewer, postId, 'UnpinPostSuccess', anybody, async (tx, post) => {
      await this.#deps.pins.lock(tx)
      if (await this.#deps.pins.delete(tx, post.id))
        await this.#deps.acts.insert(tx, this.#act(viewer, 'UNPIN', post, ''))
      return null
    })
  }

  async lockPost(tx: Sql, postId: PostId): Promise<void> {
    await this.#deps.locks.lockAny(tx, postId)
  }

  /** Ends an act that locks or pins, which the caller has locked. */
  async end(tx: Sql, viewer: Viewer, act: Act): Promise<void> {
    const { acts, pins, locks, posts, clock } = this.#deps
    const post = act.postId && (await locks.lockAny(tx, act.postId))
    if (!post) return
    const at = clock.now()
    if (act.kind === 'PIN') {
      await pins.lock(tx)
      await pins.delete(tx, post.id)
    } else if (post.locked) await posts.lock(tx, post, false, { actId: act.id, actorId: viewer.id, at })
    await acts.end(tx, act.id, viewer.id, at)
  }

  async pinned(viewerId: UserId | null): Promise<Post[]> {
    const places = await this.#deps.pins.shown(this.#deps.database.sql, viewerId)
    return places.flatMap(({ post }) => post ?? [])
  }

  async #onPost<Name extends string>(
    viewer: Viewer,
    postId: string,
    name: Name,
    refusal: (post: PostHead) => Promise<NotAllowed | null>,
    work: (tx: Sql, post: PostHead) => Promise<NotAllowed | null>,
  ) {
    const { database, limits, locks, reader } = this.#deps
    demandModerator(viewer)
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    // Auth is asked before anything is locked; whose post it is never changes.
    const id = readPostId(postId)
    const found = id && (await reader.visibleHeads(viewer, [id])).get(id)
    const refused = found && (await refusal(found))
    if (refused) return refused
    return database.write(async (tx) => {
      const post = await locks.lockVisible(tx, viewer, postId)
      // A private post is its author's alone, also an author's who is a moderator.
      if (!post || post.visibility !== 'PUBLIC') return notFound('Post')
      return frozen(post) ?? (await work(tx, post)) ?? success(name, post.id)
    })
  }

  #act(viewer: Viewer, kind: ActKind, post: PostHead, reason: string): Act {
    const { ids, clock } = this.#deps
    const at = clock.now()
    const about = { whomId: post.authorId, postId: post.id, commentId: null, affected: 1 }
    return { id: ids.at(at), kind, reason, ruleId: null, actorId: viewer.id, ...about, at, undoneAt: null }
  }
}

const anybody = async () => null

const notYours = () => notAllowed('Nobody acts upon themselves. Another moderator can.', 'ONESELF')
