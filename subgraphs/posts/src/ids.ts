import { isUuid } from '@forum/graphql-kit'

declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type PostId = Id<'Post'>
export type CommentId = Id<'Comment'>
export type TagId = Id<'Tag'>
/** Users are Auth's: here their ids are only passed on. */
export type UserId = string

/** An id as the stores know it, or null for what cannot be one: no such thing can exist. */
export const readPostId = (text: string): PostId | null => (isUuid(text) ? (text.toLowerCase() as PostId) : null)
export const readCommentId = (text: string): CommentId | null =>
  isUuid(text) ? (text.toLowerCase() as CommentId) : null
export const readUserId = (text: string): UserId | null => (isUuid(text) ? text.toLowerCase() : null)

/** An id that is a post's already: it was made for one, or stored as one. */
export const postIdOf = (id: string): PostId => id as PostId
export const commentIdOf = (id: string): CommentId => id as CommentId
