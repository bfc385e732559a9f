import type { CommentSort } from '../../generated/schema.ts'

const sorts: readonly CommentSort[] = ['OLDEST', 'NEWEST', 'TOP']

/** The order of comments that an address names; the oldest come first where it names none. */
export function sortOf(search: string): CommentSort {
  const named = new URLSearchParams(search).get('sort')
  return sorts.find((sort) => sort === named) ?? 'OLDEST'
}

/** The comments of a post in an order, from the first one or after a cursor. */
export function threadAddress(postId: string, sort: CommentSort, after: string | null = null): string {
  const params = new URLSearchParams()
  if (sort !== 'OLDEST') params.set('sort', sort)
  if (after !== null) params.set('after', after)
  const text = params.toString()
  return `/p/${postId}${text ? `?${text}` : ''}#comments`
}
