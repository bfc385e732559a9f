import { contentRemoved, contentRestored, postLocked, postUnlocked } from '@forum/events'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { PostId, UserId } from '../../ids.ts'
import type { TellingService } from '../notifications/telling-service.ts'
import type { TagService } from '../tags/tag-service.ts'
import type { PostHead } from './post.ts'
import { postState } from './post-events.ts'
import type { PostRepository } from './post-repository.ts'

/** On whose account something is done. */
export type Acting = { actId: string; actorId: UserId | null; at: Date }

export type PostModerationDeps = { posts: PostRepository; tags: TagService; outbox: Outbox; telling: TellingService }

/** What acts of moderators do to posts that the caller has locked. Who may do it, the moderation module says. */
export class PostModeration {
  readonly #deps: PostModerationDeps

  constructor(deps: PostModerationDeps) {
    this.#deps = deps
  }

  /** So many acts more, or less, upon each of these posts. What is removed by it, or restored, leaves its lists and numbers or comes back, and is told. */
  async changeRemovals(
    tx: Sql,
    ids: readonly PostId[],
    { by, acting: { actId, actorId, at } }: { by: number; acting: Acting },
  ): Promise<void> {
    if (ids.length === 0) return
    const { posts, tags, outbox, telling } = this.#deps
    const turned = await posts.changeRemovals(tx, ids, by)
    if (turned.length === 0) return
    const public_ = turned.filter((post) => post.visibility === 'PUBLIC' && !post.deleted).map((post) => post.id)
    await posts.list(tx, public_, by < 0)
    await tags.list(tx, public_, by < 0)
    const names = await tags.namesOfEach(
      tx,
      turned.map((post) => post.id),
    )
    const event = by > 0 ? contentRemoved : contentRestored
    const stateOf = (post: PostHead) => ({ ...postState(post, names.get(post.id) ?? []), actId, actorId })
    const events = turned.map((post) => event(stateOf(post), { time: at }))
    await outbox.append(tx, ...events)
    await telling.hidden(tx, events)
  }

  /** Closes the thread, or opens it; the caller has looked whether that changes anything. */
  async lock(tx: Sql, post: PostHead, locked: boolean, { actId, actorId, at }: Acting): Promise<void> {
    const { posts, tags, outbox } = this.#deps
    await posts.lockThread(tx, post.id, locked)
    const changed = { ...post, version: post.version + 1 }
    const state = { ...postState(changed, await tags.namesOf(tx, post.id)), actId, actorId }
    await outbox.append(tx, (locked ? postLocked : postUnlocked)(state, { time: at }))
  }
}
