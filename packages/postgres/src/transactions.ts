import type pg from 'pg'
import type { BoundedPool } from './bounded-pool.ts'
import type { SendStatement } from './driver-sql.ts'
import { isOutdatedPlan, TransactionExpired } from './failures.ts'

/** A transaction that is open for so long is rolled back: others wait for its locks. */
const longestMs = 30_000

/**
 * Runs `work` between BEGIN and COMMIT on one connection of the pool; whatever it throws rolls back. Its statements go one after another, also those
 * that it sends at once, and none after its end.
 */
export async function inTransaction<Result>(
  pool: BoundedPool,
  work: (send: SendStatement) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined) // also heard through the race below; alone it must not count as unhandled
  const statements = new StatementsInTurn(client)
  const expiring = setTimeout(() => failed.reject(new TransactionExpired(longestMs)), longestMs)
  client.on('error', failed.reject)
  let isClean = false
  try {
    await client.query('BEGIN')
    const result = await Promise.race([pool.holding(() => work(statements.send)), failed.promise])
    await statements.end('COMMIT')
    isClean = true
    return result
  } catch (error) {
    // A connection whose statement is not over in time, or that is broken, is given up, and the transaction with it.
    const isSettled = await Promise.race([statements.settled(), failed.promise.catch(() => false)])
    isClean = isSettled && !isOutdatedPlan(error) && (await rolledBack(statements))
    throw error
  } finally {
    clearTimeout(expiring)
    client.removeListener('error', failed.reject)
    client.release(!isClean)
  }
}

const rolledBack = (statements: StatementsInTurn): Promise<boolean> =>
  statements.end('ROLLBACK').then(
    () => true,
    () => false,
  )

class StatementsInTurn {
  readonly #client: pg.PoolClient
  #last: Promise<unknown> = Promise.resolve()
  #underWay = 0
  #isOver = false

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  readonly send: SendStatement = async (statement) => {
    this.#demandOpen()
    this.#underWay += 1
    const answer = this.#underWay > 1 ? this.#after(this.#last, statement) : this.#client.query(statement)
    this.#last = answer
    try {
      return await answer
    } finally {
      this.#underWay -= 1
    }
  }

  /** Takes no more; true when none is under way. */
  async settled(): Promise<true> {
    this.#isOver = true
    await this.#last.catch(() => undefined) // who sent it hears of it
    return true
  }

  async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.#isOver = true
    const { command } = await this.#client.query(how)
    // Where a statement failed and nobody threw: Postgres has forgotten all of it.
    if (command !== how) throw new Error('a transaction was to be committed in which a statement had failed')
  }

  async #after(last: Promise<unknown>, statement: pg.QueryConfig): Promise<pg.QueryResult> {
    await last.catch(() => undefined) // who sent it hears of it
    this.#demandOpen()
    return this.#client.query(statement)
  }

  #demandOpen(): void {
    if (this.#isOver) throw new Error('a statement came after the end of its transaction: await it in there')
  }
}
