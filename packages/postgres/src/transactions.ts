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
  withinMs = longestMs,
): Promise<Result> {
  const client = await pool.connect()
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined) // also heard through the race below; alone it must not count as unhandled
  const statements = new StatementsInTurn(client)
  const expiring = setTimeout(() => failed.reject(new TransactionExpired(withinMs)), withinMs)
  client.on('error', failed.reject)
  // A Postgres that hangs answers nothing, COMMIT and ROLLBACK neither.
  const orFailed = <Done>(step: Promise<Done>): Promise<Done> => Promise.race([step, failed.promise])
  let isClean = false
  try {
    await orFailed(client.query('BEGIN'))
    const result = await orFailed(pool.holding(() => work(statements.send)))
    await orFailed(statements.end('COMMIT'))
    isClean = true
    return result
  } catch (error) {
    // A connection whose statement is not over in time, or that is broken, is given up, and the transaction with it.
    isClean = !isOutdatedPlan(error) && (await orFailed(statements.rollBack()).catch(() => false))
    throw error
  } finally {
    clearTimeout(expiring)
    client.removeListener('error', failed.reject)
    client.release(!isClean)
  }
}

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

  /** When none is under way; true when the connection is as good as before. */
  async rollBack(): Promise<boolean> {
    this.#isOver = true
    await this.#last.catch(() => undefined) // who sent it hears of it
    return this.end('ROLLBACK').then(
      () => true,
      () => false,
    )
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
