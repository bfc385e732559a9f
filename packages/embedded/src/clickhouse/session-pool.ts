import { drainPending, Session } from 'chdb'
import { raise } from './clickhouse-error.ts'

export type PoolLimits = { sessions: number; waiting: number }

/** A chdb session that remembers which database and settings it is at, so that most requests need no statement to change them. */
export class PooledSession {
  readonly engine: Session
  #database = ''
  #settings = new Map<string, string>()

  constructor(engine: Session) {
    this.engine = engine
  }

  /** Makes the session stand in `database` with exactly `settings` besides the engine's own. */
  async prepare(database: string, settings: ReadonlyMap<string, string>): Promise<void> {
    if (database !== this.#database) {
      await this.engine.queryAsync(`USE \`${database.replace(/[\\`]/g, '\\$&')}\``)
      this.#database = database
    }
    const gone = [...this.#settings.keys()].filter((name) => !settings.has(name))
    const changed = [...settings].filter(([name, value]) => this.#settings.get(name) !== value)
    if (gone.length + changed.length === 0) return
    const odd = changed.find(([name]) => !/^\w+$/.test(name))
    if (odd) raise('badArguments', `Setting name ${JSON.stringify(odd[0])} is not a word. (BAD_ARGUMENTS)`)
    const assignments = [
      ...gone.map((name) => `${name} = DEFAULT`),
      ...changed.map(([name, value]) => `${name} = ${settingValue(value)}`),
    ]
    await this.engine.queryAsync(`SET ${assignments.join(', ')}`)
    for (const name of gone) this.#settings.delete(name)
    for (const [name, value] of changed) this.#settings.set(name, value)
  }
}

const settingValue = (value: string): string =>
  /^-?\d{1,18}(\.\d+)?$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`

/**
 * Sessions over one data directory; a session runs one query at a time. Who comes when all are taken waits in a bounded queue.
 * A session whose query failed is replaced (0.3 ms): chdb puts what the failed query had already written in front of the next answer.
 */
export class SessionPool {
  readonly #idle: PooledSession[] = []
  readonly #waiting: ((session: PooledSession) => void)[] = []
  readonly #all = new Set<PooledSession>()
  readonly #limits: PoolLimits
  readonly #openEngine: () => Session

  constructor(limits: PoolLimits, openEngine: () => Session) {
    this.#limits = limits
    this.#openEngine = openEngine
    for (let n = 0; n < limits.sessions; n += 1) this.#idle.push(this.#open())
  }

  async use<T>(work: (session: PooledSession) => Promise<T>): Promise<T> {
    let session = await this.#take()
    try {
      return await work(session)
    } catch (error) {
      session = this.#replace(session)
      throw error
    } finally {
      this.#giveBack(session)
    }
  }

  #open(): PooledSession {
    const session = new PooledSession(this.#openEngine())
    this.#all.add(session)
    return session
  }

  #replace(session: PooledSession): PooledSession {
    const fresh = this.#open() // before the old one closes: the engine goes with its last session
    this.#all.delete(session)
    session.engine.close()
    return fresh
  }

  #giveBack(session: PooledSession): void {
    const next = this.#waiting.shift()
    if (next) next(session)
    else this.#idle.push(session)
  }

  #take(): Promise<PooledSession> {
    const session = this.#idle.pop()
    if (session) return Promise.resolve(session)
    if (this.#waiting.length >= this.#limits.waiting)
      raise('tooManyQueries', 'Too many simultaneous queries. (TOO_MANY_SIMULTANEOUS_QUERIES)')
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Waits for what the engine still does, then closes it. */
  async close(): Promise<void> {
    await drainPending()
    for (const { engine } of this.#all) engine.close()
    await drainPending()
  }
}
