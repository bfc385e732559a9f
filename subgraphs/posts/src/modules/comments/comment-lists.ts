import {
  decodeCursor,
  encodeCursor,
  idPart,
  integerPart,
  type PageArguments,
  readPage,
  timePart,
} from '@forum/graphql-kit'
import { z } from 'zod'
import { beforeOldest, readNewestPage, readOldestPage } from '../../database/keyset.ts'
import { byLikes, newestFirst, readFirstByLikes } from './comment-path.ts'
import type { ListedComment, SiblingPosition, Sort } from './comment-repository.ts'

export type CommentArguments = PageArguments & { sort?: Sort | null | undefined }
export type CommentPage = { first: number; after: string | null; position: SiblingPosition; sort: Sort; kind: string }
/** `path`: of the comment before, in hexadecimal, as the sort orders it. */
export type ThreadPage = { first: number; after: string | null; sort: Sort; path: string }

// Cursors of one order are refused by the other.

const maxLikes = 2 ** 31 - 1
const beforeAll: SiblingPosition = { ...beforeOldest, likes: maxLikes }

export function readCommentPage(list: 'comments' | 'replies', given: CommentArguments, now: Date): CommentPage {
  const sort = given.sort ?? 'OLDEST'
  const kind = `${list} ${sort}`
  if (sort === 'TOP') return { ...readTopPage(kind, given, now), sort, kind }
  const { position, ...page } = (sort === 'OLDEST' ? readOldestPage : readNewestPage)(kind, given, now)
  return { ...page, position: { ...position, likes: 0 }, sort, kind }
}

function readTopPage(kind: string, given: PageArguments, now: Date) {
  const page = readPage(given)
  if (page.after === null) return { ...page, position: beforeAll }
  const parts = z.tuple([integerPart(0, maxLikes), timePart(now), idPart])
  const [likes, at, id] = decodeCursor(kind, page.after, parts)
  return { ...page, position: { likes, at, id } }
}

/** The cursor of a comment among its siblings. */
export const siblingCursor = ({ sort, kind }: CommentPage, { comment }: ListedComment): string => {
  const place = [comment.createdAt.toISOString(), comment.id]
  return encodeCursor(kind, sort === 'TOP' ? [comment.likeCount, ...place] : place)
}

/** Steps of a comment's path, or of its key by likes. */
const pathText = z.tuple([z.string().regex(/^(?:[0-9a-f]{44}){1,9}$/)])
const keyText = z.tuple([z.string().regex(/^(?:[0-9a-f]{52}){1,9}$/)])
const threadKind = (sort: Sort) => `thread ${sort}`

export function readThreadPage(given: CommentArguments): ThreadPage {
  const sort = given.sort ?? 'OLDEST'
  const page = readPage(given, 50)
  if (page.after === null) return { ...page, sort, path: '' }
  const [path] = decodeCursor(threadKind(sort), page.after, sort === 'TOP' ? keyText : pathText)
  return { ...page, sort, path }
}

export const threadCursor = (sort: Sort, { comment: { path, likeCount }, key }: ListedComment): string => {
  const place = { OLDEST: () => path, NEWEST: () => newestFirst(path), TOP: () => key ?? byLikes(path, likeCount) }
  return encodeCursor(threadKind(sort), [Buffer.from(place[sort]()).toString('hex')])
}

/** A thread with more comments is by likes at its top level only: the order of all has no index, so it is made for each page. */
export const mostByLikes = 2_000

/** The page of the top level that stands for a page of such a thread. */
export function topLevelOf({ first, after, path }: ThreadPage): CommentPage {
  const position = path === '' ? beforeAll : readFirstByLikes(Buffer.from(path, 'hex'))
  return { first, after, position, sort: 'TOP', kind: threadKind('TOP') }
}
