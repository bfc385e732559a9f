import { CallerGone } from '@forum/service-kit'
import pg from 'pg'

/** No connection of the pool became free in time. */
export class PoolExhausted extends Error {
  override readonly name = 'PoolExhausted'
  readonly code = 'FORUM_POOL_EXHAUSTED'

  constructor(waitedMs: number) {
    super(`no connection of the pool became free within ${Math.round(waitedMs)} ms`)
  }
}

/** A transaction was open for too long, and is not done. */
export class TransactionExpired extends Error {
  override readonly name = 'TransactionExpired'
  readonly code = 'FORUM_TRANSACTION_EXPIRED'

  constructor(afterMs: number) {
    super(`the transaction was not over within ${afterMs} ms`)
  }
}

/** A migration changed a table whose columns a prepared statement answers: that one is useless now, on each connection. */
export const isOutdatedPlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.message.startsWith('cached plan must not change')

/**
 * What a failure means to whoever waits: the store does not answer, or it has too much to do. Null is anything else: a statement that is
 * wrong, or a caller that has gone.
 */
export type StoreFailure = 'unavailable' | 'overloaded'

// Postgres' own codes (its manual, appendix A), those of Node's sockets, and Prisma's (its error reference).
const overloaded =
  /^(FORUM_POOL_EXHAUSTED|FORUM_TRANSACTION_EXPIRED|53300|53400|P2024|P2037)$|no connection of the pool became free|Unable to start a transaction in the given time|on an expired transaction|canceling statement due to (statement|lock) timeout/
const unavailable =
  /^(ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOST\w+|ENET\w+|08\w{3}|57P0[1-5]|53[12]00|58\w{3}|25006|3D000|28\w{3}|P100[0-3]|P1008|P101[017])$|ECONNREFUSED|ECONNRESET|Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|reach database server/

/** Says which of the two an error of the database is; looks through what Prisma and others wrapped around it. */
export function storeFailure(error: unknown): StoreFailure | null {
  const words = [...wordsOf(error)]
  if (words.some((word) => overloaded.test(word))) return 'overloaded'
  return words.some((word) => unavailable.test(word)) ? 'unavailable' : null
}

/** Whether an error of the database means that it is away, rather than that something is wrong with what it was asked. */
export const isAway = (error: unknown): boolean => storeFailure(error) === 'unavailable'

/** The codes and messages of an error and of all that caused it. */
function* wordsOf(error: unknown): Generator<string> {
  if (typeof error !== 'object' || error === null || error instanceof CallerGone) return
  for (const name of ['code', 'originalCode', 'message', 'originalMessage'] as const) {
    const word: unknown = Reflect.get(error, name)
    if (typeof word === 'string') yield word
  }
  // An AggregateError has one for each address; Prisma keeps the driver's error in `meta`.
  const inside = [Reflect.get(error, 'cause'), ...errorsOf(error), driverErrorOf(Reflect.get(error, 'meta'))]
  for (const cause of inside) yield* wordsOf(cause)
}

const errorsOf = (error: object): unknown[] => (error instanceof AggregateError ? error.errors : [])

const driverErrorOf = (meta: unknown): unknown =>
  typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'driverAdapterError') : undefined
