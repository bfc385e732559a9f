import type { CommentId } from '../../ids.ts'
import type { Comment } from './comment.ts'
import { deepest, newestFirst, pathUnder } from './comment-path.ts'

/** Where a new comment hangs. */
export type Attachment = Pick<Comment, 'id' | 'parentId' | 'depth'> & { path: Buffer }

/** A reply to a comment at the last depth attaches beside it: its parent is that comment's parent. */
export const placeUnder = (parent: Attachment | null, id: CommentId, createdAt: Date) => {
  if (!parent) return placed(null, 0, pathUnder(null, id, createdAt))
  if (parent.depth < deepest) return placed(parent.id, parent.depth + 1, pathUnder(parent.path, id, createdAt))
  const stepLength = parent.path.length / (parent.depth + 1)
  return placed(parent.parentId, deepest, pathUnder(parent.path.subarray(0, -stepLength), id, createdAt))
}

const placed = (parentId: CommentId | null, depth: number, path: Buffer) => ({
  parentId,
  depth,
  path,
  pathNewest: newestFirst(path),
})
