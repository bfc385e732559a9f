import {
  decodeCursor,
  encodeCursor,
  idPart,
  type Page,
  type PageArguments,
  readPage,
  timePart,
} from '@forum/graphql-kit'
import { z } from 'zod'

/** Where a page begins: after the row with this time and id. */
export type Position = { at: string; id: string }

/** A page of a list that is ordered by time and id. */
export type KeysetPage = { first: number; after: string | null; position: Position }

// Real values instead of "no cursor": the row comparison stays an index condition in every plan.
export const beforeNewest: Position = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
export const beforeOldest: Position = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }

export const positionCursor = (kind: string, at: Date, id: string): string => encodeCursor(kind, [at.toISOString(), id])

function readKeysetPage(kind: string, given: PageArguments, start: Position, now: Date): KeysetPage {
  const page: Page = readPage(given)
  if (page.after === null) return { ...page, position: start }
  const [at, id] = decodeCursor(kind, page.after, z.tuple([timePart(now), idPart]))
  return { ...page, position: { at, id } }
}

/** Newest first. */
export const readNewestPage = (kind: string, given: PageArguments, now: Date): KeysetPage =>
  readKeysetPage(kind, given, beforeNewest, now)

/** Oldest first. */
export const readOldestPage = (kind: string, given: PageArguments, now: Date): KeysetPage =>
  readKeysetPage(kind, given, beforeOldest, now)
