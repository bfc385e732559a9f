import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** "stat" and "cons" as two 32-bit numbers: consumers share this advisory lock of the database, a rebuild holds it alone. */
const key = [0x7374_6174, 0x636f_6e73]

const pollMs = 250
/** A rebuild waits that long at most until consumers hear of it. */
const wantedPollMs = 2_000

/**
 * Who may write numbers. Consumers hold the lock together; a rebuild waits for it alone, and that it waits is how they learn that they are to
 * let go. Nothing can be left behind: a killed holder's lock ends with its connection.
 */
export class ConsumptionLock {
  readonly #client: pg.Client
  #lost = false

  private constructor(client: pg.Client) {
    this.#client = client
  }

  /**
   * For a consumer. Waits while a rebuild has it or wants it, saying so by `onRebuild`; null when `stop` came first. Throws when Postgres is away.
   */
  static async shared(databaseUrl: string, stop: AbortSignal, onRebuild: () => void): Promise<ConsumptionLock | null> {
    const lock = await ConsumptionLock.#connect(databaseUrl)
    try {
      while (!stop.aborted) {
        if (await lock.#ask('SELECT pg_try_advisory_lock_shared($1, $2) AS yes')) return lock
        onRebuild()
        await sleep(pollMs, undefined, { signal: stop }).catch(() => {})
      }
    } catch (error) {
      await lock.release()
      throw error
    }
    await lock.release()
    return null
  }

  /** For a rebuild. Resolves when no consumer holds it any more; throws when that takes longer than so many milliseconds. */
  static async exclusive(databaseUrl: string, timeoutMs: number): Promise<ConsumptionLock> {
    const lock = await ConsumptionLock.#connect(databaseUrl)
    try {
      await lock.#client.query(`SET lock_timeout = ${Math.ceil(timeoutMs)}`)
      await lock.#client.query('SELECT pg_advisory_lock($1, $2)', key)
      return lock
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  /** Resolves when a rebuild wants the lock, the connection is lost, or `stop` aborts: in each case it is time to let go. */
  async wanted(stop: AbortSignal): Promise<void> {
    while (!stop.aborted && !this.#lost) {
      await sleep(wantedPollMs, undefined, { signal: stop }).catch(() => {})
      if (stop.aborted || this.#lost || (await this.#isWanted())) return
    }
  }

  async release(): Promise<void> {
    this.#lost = true
    // Nothing depends on how the connection ends; its lock ends with it.
    await this.#client.end().catch(() => {})
  }

  async #isWanted(): Promise<boolean> {
    try {
      return await this.#ask(`
        SELECT EXISTS (
          SELECT FROM pg_locks
          WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND NOT granted AND mode = 'ExclusiveLock'
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        ) AS yes`)
    } catch {
      return true // the connection is gone, and the lock with it
    }
  }

  async #ask(question: string): Promise<boolean> {
    const { rows } = await this.#client.query<{ yes: boolean }>(question, key)
    return rows[0]?.yes === true
  }

  static async #connect(databaseUrl: string): Promise<ConsumptionLock> {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 })
    const lock = new ConsumptionLock(client)
    client.on('error', () => {
      lock.#lost = true
    })
    await client.connect()
    return lock
  }
}
