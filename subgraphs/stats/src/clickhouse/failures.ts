import { ClickHouseError } from '@clickhouse/client'
import { StoreUnavailable } from '@forum/events'
import { publicError } from '@forum/graphql-kit'

// ClickHouse's own codes for "not now": nothing is wrong with the query or the rows.
const temporary = new Set([
  '159', // TIMEOUT_EXCEEDED
  '160', // TOO_SLOW
  '164', // READONLY
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '241', // MEMORY_LIMIT_EXCEEDED
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '252', // TOO_MANY_PARTS
  '394', // QUERY_WAS_CANCELLED
  '439', // CANNOT_SCHEDULE_TASK
  '999', // KEEPER_EXCEPTION
])

/** What a failed call to ClickHouse means: StoreUnavailable where it is away or overloaded, else the error itself. */
export function meaningOf(error: unknown): unknown {
  if (error instanceof ClickHouseError)
    return temporary.has(error.code) ? new StoreUnavailable('ClickHouse', { cause: error }) : error
  // Whatever is not ClickHouse's own answer is the way to it: refused, reset, timed out.
  return new StoreUnavailable('ClickHouse', { cause: error })
}

/** The same for somebody who waits for a page: an error that may be shown where ClickHouse is away. */
export function meaningForPage(error: unknown): unknown {
  const meaning = meaningOf(error)
  if (!(meaning instanceof StoreUnavailable)) return meaning
  return publicError('SUBGRAPH_UNAVAILABLE', 'The statistics are not available at the moment. Try again soon.')
}
