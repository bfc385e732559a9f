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
export type Place = { at: string; id: string }

/** A page of a list that is ordered by time and id. */
export type PlacePage = { first: number; after: string | null; place: Place }

// Real values instead of "no cursor": the row comparison stays an index condition in every plan.
const beforeNewest: Place = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
const beforeOldest: Place = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }

export const placeCursor = (kind: string, at: Date, id: string): string => encodeCursor(kind, [at.toISOString(), id])

function readPlacePage(kind: string, given: PageArguments, start: Place, now: Date): PlacePage {
  const page: Page = readPage(given)
  if (page.after === null) return { ...page, place: start }
  const [at, id] = decodeCursor(kind, page.after, z.tuple([timePart(now), idPart]))
  return { ...page, place: { at, id } }
}

/** Newest first. */
export const readNewestPage = (kind: string, given: PageArguments, now: Date): PlacePage =>
  readPlacePage(kind, given, beforeNewest, now)

/** Oldest first. */
export const readOldestPage = (kind: string, given: PageArguments, now: Date): PlacePage =>
  readPlacePage(kind, given, beforeOldest, now)
