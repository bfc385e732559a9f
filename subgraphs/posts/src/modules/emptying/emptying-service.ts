import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { PostId, UserId } from '../../ids.ts'
import type { EmptyingRepository } from './emptying-repository.ts'

export type EmptyingDeps = { database: Database; texts: EmptyingRepository; clock: Clock }

/** How long a deleted post can be brought back, and keeps its text for it. */
export const restorableForMs = 30 * 24 * 60 * 60 * 1_000

/** Small transactions: the locks of each are held for a few milliseconds, however long the threads are. */
const maxPosts = 20
const maxComments = 500

/**
 * Empties the texts of posts that were deleted 30 days ago, and the comments under them, which nobody can read any more. Rows, ids and
 * counts stay, so nobody's numbers change. Any number of replicas share the work; one that is stopped leaves the rest to the next.
 */
export class EmptyingService {
  readonly #deps: EmptyingDeps

  constructor(deps: EmptyingDeps) {
    this.#deps = deps
  }

  /** Until nothing is due, or others have what is. */
  async emptyAll(): Promise<void> {
    while (await this.#emptySome());
  }

  /** The same for all that one person has deleted, however long ago: they are gone. */
  async emptyAllOf(authorId: UserId): Promise<void> {
    while (await this.#emptySome(authorId));
  }

  /** Of one post, which the caller has locked, the text alone. */
  emptyPost(tx: Sql, id: PostId, at: Date): Promise<void> {
    return this.#deps.texts.emptyPosts(tx, [id], at)
  }

  async #emptySome(authorId: UserId | null = null): Promise<boolean> {
    const { database, texts, clock } = this.#deps
    const now = clock.now()
    const { found } = await database.write(async (tx) => {
      const due =
        authorId === null
          ? await texts.lockDue(tx, new Date(now.getTime() - restorableForMs), maxPosts)
          : await texts.lockDeletedOf(tx, authorId, maxPosts)
      const done: PostId[] = []
      let left = maxComments
      for (const id of due) {
        left -= await texts.emptyComments(tx, id, left)
        if (left === 0) break
        done.push(id)
      }
      if (done.length > 0) await texts.emptyPosts(tx, done, now)
      return { __typename: 'Emptied' as const, found: due.length > 0 }
    })
    return found
  }
}
