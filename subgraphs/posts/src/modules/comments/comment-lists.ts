import { decodeCursor, encodeCursor, type PageArguments, readPage } from '@forum/graphql-kit'
import { z } from 'zod'
import { type KeysetPage, readNewestPage, readOldestPage } from '../../database/keyset.ts'
import { newestFirst } from './comment-path.ts'
import type { Sort } from './comment-repository.ts'

export type CommentArguments = PageArguments & { sort?: Sort | null | undefined }
export type CommentPage = KeysetPage & { sort: Sort; kind: string }
export type ThreadPage = { first: number; after: string | null; sort: Sort; path: string }

// Cursors of one order are refused by the other.

export function readCommentPage(list: 'comments' | 'replies', given: CommentArguments, now: Date): CommentPage {
  const sort = given.sort ?? 'OLDEST'
  const kind = `${list} ${sort}`
  return { ...(sort === 'OLDEST' ? readOldestPage : readNewestPage)(kind, given, now), sort, kind }
}

const pathText = z.tuple([z.string().regex(/^(?:[0-9a-f]{44}){1,9}$/)])
const threadKind = (sort: Sort) => `thread ${sort}`

export function readThreadPage(given: CommentArguments): ThreadPage {
  const sort = given.sort ?? 'OLDEST'
  const page = readPage(given, 50)
  const [path] = page.after === null ? [''] : decodeCursor(threadKind(sort), page.after, pathText)
  return { ...page, sort, path }
}

/** @param path of the comment, the oldest first */
export const threadCursor = (sort: Sort, path: Buffer): string =>
  encodeCursor(threadKind(sort), [(sort === 'OLDEST' ? path : newestFirst(path)).toString('hex')])
