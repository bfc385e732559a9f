import { z } from 'zod'
import { commentIdOf, postIdOf, type TagId } from '../ids.ts'

// Columns of rows that come back from raw SQL.

export const postId = z.string().transform(postIdOf)
export const commentId = z.string().transform(commentIdOf)
export const tagId = z.string().transform((id) => id as TagId)
export const userId = z.string()
export const time = z.date()
export const count = z.number().int()
export const visibility = z.enum(['PUBLIC', 'PRIVATE'])
