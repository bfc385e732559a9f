import { z } from 'zod'
import type { CommentId, PostId, TagId } from '../ids.ts'

// Columns of rows that come back from raw SQL.

export const postId = z.string().transform((id) => id as PostId)
export const commentId = z.string().transform((id) => id as CommentId)
export const tagId = z.string().transform((id) => id as TagId)
export const userId = z.string()
export const time = z.date()
export const count = z.number().int()
export const visibility = z.enum(['PUBLIC', 'PRIVATE'])
