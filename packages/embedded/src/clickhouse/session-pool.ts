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
    for (const name of [...settings.keys()])
      if (!/^\w+$/.test(name))
        raise('badArguments', `Setting name ${JSON.stringify(name)} is not a word. (BAD_ARGUMENTS)`)
    // All or nothing: whatever this leaves behind must be reset by the next request, even if it fails half way.
    for (const [name] of changed) this.#settings.set(name, '')
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

/** Sessions over one data directory; a session runs one query at a time. Who comes when all are taken waits in a bounded queue. */
export class SessionPool {
  readonly #idle: PooledSession[] = []
  readonly #waiting: ((session: PooledSession) => void)[] = []
  readonly #all: Session[] = []
  readonly #limits: PoolLimits

  constructor(limits: PoolLimits, open: () => Session) {
    this.#limits = limits
    for (let n = 0; n < limits.sessions; n += 1) {
      const session = open()
      this.#all.push(session)
      this.#idle.push(new PooledSession(session))
    }
  }

  async use<T>(work: (session: PooledSession) => Promise<T>): Promise<T> {
    const session = await this.#take()
    try {
      return await work(session)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(session)
      else this.#idle.push(session)
    }
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
    for (const session of this.#all) session.close()
    await drainPending()
  }
}
