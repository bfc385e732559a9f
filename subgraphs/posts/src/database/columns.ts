import { z } from 'zod'
import type { CommentId, PostId, TagId } from '../ids.ts'

// Columns of rows that come back from raw SQL.

/** A text that is an id of its kind because its column holds nothing else. Not a transform: a row with one is read ten times as slowly. */
const idColumn = <Id extends string>(): z.ZodType<Id> => z.string() as unknown as z.ZodType<Id>

export const postId = idColumn<PostId>()
export const commentId = idColumn<CommentId>()
export const tagId = idColumn<TagId>()
export const userId = z.string()
export const time = z.date()
export const count = z.number().int()
export const visibility = z.enum(['PUBLIC', 'PRIVATE'])
