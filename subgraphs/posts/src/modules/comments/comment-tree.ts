import type { Sql } from '@forum/postgres'
import type { CommentId, PostId } from '../../ids.ts'
import type { CounterChange } from '../posts/post.ts'
import type { CommentRepository, Turn } from './comment-repository.ts'

/**
 * What changes of comments do to the tree around them: a comment that is not shown keeps a row while it has replies that are seen, so one that goes or
 * comes may take with it, or bring back, the placeholders above. Callers hold the locks of the posts.
 */
export class CommentTree {
  readonly #comments: CommentRepository

  constructor(comments: CommentRepository) {
    this.#comments = comments
  }

  /** Carries what happened to comments up to the top of their threads, a statement a level; answers what it adds to the posts' counters. */
  async carryUp(tx: Sql, turns: readonly Turn[]): Promise<CounterChange[]> {
    const all = [...turns]
    for (let depth = Math.max(0, ...turns.map((turn) => turn.depth)); depth > 0; depth -= 1) {
      const changes = repliesAt(all, depth)
      if (changes.length > 0) all.push(...(await this.#comments.addReplies(tx, changes)))
    }
    return [...Map.groupBy(all, (turn) => turn.postId)].map(([postId, each]) => changeOf(postId, each))
  }
}

const came = (was: boolean, is: boolean): number => Number(is) - Number(was)

/** What comments of one level that came or went add to the replies of those above. */
function repliesAt(turns: readonly Turn[], depth: number): { id: CommentId; by: number }[] {
  const changes = new Map<CommentId, number>()
  for (const { parentId, depth: own, wasSeen, isSeen } of turns)
    if (parentId && own === depth) changes.set(parentId, (changes.get(parentId) ?? 0) + came(wasSeen, isSeen))
  return [...changes].flatMap(([id, by]) => (by === 0 ? [] : [{ id, by }]))
}

function changeOf(postId: PostId, turns: readonly Turn[]): CounterChange {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const seen = (each: readonly Turn[]) => sum(each.map((turn) => came(turn.wasSeen, turn.isSeen)))
  return {
    postId,
    comments: sum(turns.map((turn) => came(turn.wasShown, turn.isShown))),
    thread: seen(turns),
    topLevel: seen(turns.filter((turn) => turn.depth === 0)),
  }
}
