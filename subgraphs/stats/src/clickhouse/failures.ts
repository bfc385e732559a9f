import { ClickHouseError } from '@clickhouse/client'
import { StoreUnavailable } from '@forum/events'
import type { StoreFailure } from '@forum/graphql-kit'
import { CallerGone } from '@forum/service-kit'
import { NoPlace } from './places.ts'

// ClickHouse's own codes for "too much": nothing is wrong with the query or the rows, and it is there.
const overloaded = new Set([
  '159', // TIMEOUT_EXCEEDED
  '160', // TOO_SLOW
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '241', // MEMORY_LIMIT_EXCEEDED
  '252', // TOO_MANY_PARTS
])

// And for "not now".
const unavailable = new Set([
  '164', // READONLY
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '394', // QUERY_WAS_CANCELLED
  '439', // CANNOT_SCHEDULE_TASK
  '999', // KEEPER_EXCEPTION
])

/** What a failed call to ClickHouse means: StoreUnavailable where it is away or overloaded, else the error itself. */
export function meaningOf(error: unknown): unknown {
  if (error instanceof CallerGone || error instanceof StoreUnavailable) return error
  if (error instanceof ClickHouseError) {
    const isTemporary = overloaded.has(error.code) || unavailable.has(error.code)
    return isTemporary ? new StoreUnavailable('ClickHouse', { cause: error }) : error
  }
  // Whatever is not ClickHouse's own answer is the way to it: refused, reset, timed out, full.
  return new StoreUnavailable('ClickHouse', { cause: error })
}

/** What it means to whoever waits for a page; null where the error is not ClickHouse's. */
export function clickhouseFailure(error: unknown): StoreFailure | null {
  if (!(error instanceof StoreUnavailable)) return null
  const { cause } = error
  const isOverloaded = cause instanceof NoPlace || (cause instanceof ClickHouseError && overloaded.has(cause.code))
  return isOverloaded ? 'overloaded' : 'unavailable'
}
