import { badUserInput } from './errors.ts'

export const maximumFirst = 100

export type PageArguments = { first?: number | null | undefined; after?: string | null | undefined }
export type Page = { first: number; after: string | null }
export type PageInfo = {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor: string | null
  endCursor: string | null
}
export type Connection<Edge> = { edges: Edge[]; pageInfo: PageInfo }

/** Checks `first`. @throws BAD_USER_INPUT outside 1 to 100 */
export function readFirst(first: number | null | undefined, otherwise = 20): number {
  const count = first ?? otherwise
  if (!Number.isInteger(count) || count < 1 || count > maximumFirst)
    throw badUserInput(`\`first\` must be from 1 to ${maximumFirst}.`)
  return count
}

/** Reads a list's arguments. @throws BAD_USER_INPUT for `first` outside 1 to 100 */
export const readPage = ({ first, after }: PageArguments, otherwise = 20): Page => ({
  first: readFirst(first, otherwise),
  after: after ?? null,
})

/**
 * Makes a connection from rows that were asked for with LIMIT first + 1: the extra row only says that there is a next page.
 *
 * @param page readPage's answer (or `first` alone)
 * @param cursorOf the cursor of a row
 * @param edgeOf what the edge holds beside its cursor; by default the row as `node`
 */
export function toConnection<Row>(
  rows: readonly Row[],
  page: Page | number,
  cursorOf: (row: Row) => string,
): Connection<{ cursor: string; node: Row }>
export function toConnection<Row, Edge extends object>(
  rows: readonly Row[],
  page: Page | number,
  cursorOf: (row: Row) => string,
  edgeOf: (row: Row) => Edge,
): Connection<Edge & { cursor: string }>
export function toConnection<Row>(
  rows: readonly Row[],
  page: Page | number,
  cursorOf: (row: Row) => string,
  edgeOf: (row: Row) => object = (row) => ({ node: row }),
): Connection<{ cursor: string }> {
  const { first, after } = typeof page === 'number' ? { first: page, after: null } : page
  const edges = rows.slice(0, first).map((row) => ({ ...edgeOf(row), cursor: cursorOf(row) }))
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
