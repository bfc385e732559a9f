import type { Problems } from '@forum/graphql-kit'
import type { CommentId, PostId } from '../../ids.ts'
import type { Comment } from '../comments/comment.ts'
import { type Attachment, placeUnder } from '../comments/comment-placement.ts'
import type { SeedComment } from './seed-input.ts'

export type PlacedComment = SeedComment & ReturnType<typeof placeUnder>

type Parent = Attachment & { postId: PostId }

/**
 * Where each comment hangs, its parent being an earlier comment or one of the same call, in any order. A comment below a removed one is
 * left out, as nobody can answer there, and with it what would answer it.
 */
export function placeComments(
  given: readonly SeedComment[],
  known: ReadonlyMap<CommentId, Comment>,
  problems: Problems,
): PlacedComment[] {
  const parents = new Map<CommentId, Parent>(known)
  const closed = new Set([...known.values()].flatMap(({ id, deleted, removed }) => (deleted || removed ? [id] : [])))
  const placed: PlacedComment[] = []
  let waiting = given
  while (waiting.length > 0) {
    const isReady = ({ parentId }: SeedComment) => parentId === null || parents.has(parentId) || closed.has(parentId)
    const [ready, later] = partition(waiting, isReady)
    if (ready.length === 0) break
    for (const comment of ready) {
      if (comment.parentId !== null && closed.has(comment.parentId)) {
        closed.add(comment.id)
        continue
      }
      const parent = comment.parentId === null ? null : (parents.get(comment.parentId) ?? null)
      const samePost = !parent || parent.postId === comment.postId
      problems.check(samePost, [...comment.where, 'parentId'], 'INVALID', 'It answers a comment of another post.')
      const place = { ...comment, ...placeUnder(parent, comment.id, comment.at) }
      parents.set(comment.id, place)
      placed.push(place)
    }
    waiting = later
  }
  for (const { where } of waiting)
    problems.add([...where, 'parentId'], 'NOT_FOUND', 'The comment that it answers does not exist.')
  return placed
}

function partition<Row>(rows: readonly Row[], holds: (row: Row) => boolean): [Row[], Row[]] {
  const groups = Map.groupBy(rows, holds)
  return [groups.get(true) ?? [], groups.get(false) ?? []]
}
