import { AsyncLocalStorage } from 'node:async_hooks'
import { currentRequest, type RequestScope } from '@forum/service-kit'
import pg from 'pg'
import { isOutdatedPlan, PoolExhausted } from './failures.ts'

/** How long a request waits for connections, all its statements together. */
const requestWaitMs = 1_500
/** What a statement of a request that has waited so long may still wait: a connection that is free at once is not refused. */
const minWaitMs = 100
/** Nobody waits for the background: it is patient, but not for ever. */
const backgroundWaitMs = 15_000

/** The pools of which the running code holds a connection. */
const held = new AsyncLocalStorage<ReadonlySet<BoundedPool>>()

/**
 * A pool that says no in time. Whoever finds all connections in use waits at most 1.5 s a request, and then gets PoolExhausted; whoever has gone gets
 * none; and code that holds a connection for its transaction gets no second one, because as many of those as there are connections would
 * wait for each other for ever.
 */
export class BoundedPool extends pg.Pool {
  #inUse = 0

  constructor(options: pg.PoolConfig & { max: number }) {
    super(options)
    this.on('acquire', () => {
      this.#inUse += 1
    })
    this.on('release', () => {
      this.#inUse -= 1
    })
  }

  /** Connections that somebody works with. */
  get inUseCount(): number {
    return this.#inUse
  }

  /** Runs `work`, which holds a connection of this pool. */
  holding<Result>(work: () => Result): Result {
    return held.run(new Set(held.getStore()).add(this), work)
  }

  // pg's overloads; with a callback nothing here calls it.
  override connect(): Promise<pg.PoolClient>
  override connect(callback: (...given: never[]) => void): void
  override connect(): Promise<pg.PoolClient> {
    return this.#acquire()
  }

  // As above. In pg's own, a statement that waited would run in the async context of whoever gave its connection back.
  override query = (async (statement: string | pg.QueryConfig, values?: unknown[]) => {
    try {
      return await this.#run(statement, values)
    } catch (error) {
      if (typeof statement === 'string' || !isOutdatedPlan(error)) throw error
      return this.#run({ ...statement, name: undefined }, values)
    }
  }) as pg.Pool['query'] // one implementation for pg's overloads, of which those with a promise are used here

  async #run(statement: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const client = await this.#acquire()
    const broken = Promise.withResolvers<never>()
    client.once('error', broken.reject)
    try {
      const result = await Promise.race([client.query(statement, values), broken.promise])
      client.release()
      return result
    } catch (error) {
      client.release(isOfStatement(error) ? undefined : true)
      throw error
    } finally {
      client.removeListener('error', broken.reject)
    }
  }

  async #acquire(): Promise<pg.PoolClient> {
    if (held.getStore()?.has(this)) throw new Error('a transaction asked for a second connection: give it its own `tx`')
    const signal = currentRequest()?.signal
    signal?.throwIfAborted()
    const started = performance.now()
    const wait = waitOf(currentRequest())
    const connecting = super.connect()
    const refused = Promise.withResolvers<never>()
    const onGone = () => refused.reject(signal?.reason)
    signal?.addEventListener('abort', onGone, { once: true })
    const timer = setTimeout(() => {
      // Else it waits for a new connection, and a Postgres that does not answer is not one that has too much to do.
      if (this.#inUse >= this.options.max) refused.reject(new PoolExhausted(performance.now() - started))
    }, wait.longestMs)
    try {
      return await Promise.race([connecting, refused.promise])
    } catch (error) {
      // What comes for somebody who has left is for the next one.
      connecting.then((client) => client.release()).catch(() => undefined)
      throw error
    } finally {
      clearTimeout(timer)
      wait.end()
      signal?.removeEventListener('abort', onGone)
    }
  }
}

type Waited = { waiting: number; since: number; totalMs: number }

/** How long each request has waited for connections so far. Statements that wait side by side count once. */
const waited = new WeakMap<RequestScope, Waited>()

/** Begins a wait of a request, or of the background: how long it may be, and what to call at its end. */
function waitOf(request: RequestScope | undefined): { longestMs: number; end: () => void } {
  if (!request) return { longestMs: backgroundWaitMs, end: () => undefined }
  const now = performance.now()
  const sofar = waited.get(request) ?? { waiting: 0, since: now, totalMs: 0 }
  waited.set(request, sofar)
  if (sofar.waiting === 0) sofar.since = now
  sofar.waiting += 1
  return {
    longestMs: Math.max(minWaitMs, requestWaitMs - sofar.totalMs - (now - sofar.since)),
    end: () => {
      sofar.waiting -= 1
      if (sofar.waiting === 0) sofar.totalMs += performance.now() - sofar.since
    },
  }
}

/** Whether Postgres refused the statement, and its connection is as good as before. */
const isOfStatement = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.severity === 'ERROR' && !isOutdatedPlan(error)
