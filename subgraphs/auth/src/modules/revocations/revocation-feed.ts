import { setTimeout as pause } from 'node:timers/promises'
import type { RevocationEvent } from '@forum/auth-client'
import { type Logger, within } from '@forum/service-kit'
import pg from 'pg'
import { z } from 'zod'
import { RevocationLog } from './revocation-log.ts'
import { revocationChannel } from './revocation-repository.ts'
import { RevocationSubscription } from './revocation-subscription.ts'

const pollMs = 1_000
const batch = 1_000
const longestPauseMs = 2_000

// int8 comes as text from the driver.
const rows = z
  .array(
    z.object({
      head: z.coerce.number(),
      number: z.coerce.number().nullable(),
      sessionId: z.string().nullable(),
      userId: z.string().nullable(),
    }),
  )
  .min(1)

const newer = `
  SELECT h.number::text AS head, r.number::text AS number, r.session_id AS "sessionId", r.user_id AS "userId"
  FROM revocation_head h LEFT JOIN revocations r ON r.number > $1
  ORDER BY r.number LIMIT ${batch}`

const coldStart = `SELECT greatest(0, least(h.number, coalesce(min(r.number) - 1, h.number)))::text AS start
  FROM revocation_head h LEFT JOIN revocations r ON true GROUP BY h.number`

/**
 * Follows the revocations of all replicas on a connection of its own: NOTIFY tells at once, a poll finds what a notification did not
 * (it also proves that the store still answers). Streams get every revocation in order, and after each round the position.
 */
export class RevocationFeed {
  readonly #url: string
  readonly #logger: Logger
  readonly #closing = new AbortController()
  readonly #subscriptions = new Set<RevocationSubscription>()
  readonly #opened = Promise.withResolvers<void>()
  #log: RevocationLog | undefined
  #running: Promise<void> | undefined
  #wake: () => void = () => undefined
  #round = Promise.withResolvers<void>()

  constructor({ url, logger }: { url: string; logger: Logger }) {
    this.#url = url
    this.#logger = logger
  }

  /** Begins to follow; resolves when the first round is done. */
  start(): Promise<void> {
    this.#running ??= this.#run()
    return this.#opened.promise
  }

  /** Revocations after that number, or from now on, then positions, until the signal is aborted or the feed stops. */
  async *subscribe(after: number | undefined, signal: AbortSignal): AsyncIterable<RevocationEvent> {
    await this.#opened.promise
    const log = this.#log
    if (!log) return
    // A reader that comes from another replica may be a moment ahead of this one. The round under way may be too old to know; the next is not.
    for (let rounds = 0; after !== undefined && after > log.head && rounds < 2; rounds += 1) await this.#nextRound()
    if (this.#closing.signal.aborted) return
    const subscription = new RevocationSubscription(AbortSignal.any([signal, this.#closing.signal]))
    this.#subscriptions.add(subscription)
    try {
      const missed = after === undefined ? [] : log.after(after)
      if (missed === null) subscription.push({ kind: 'reset', number: log.head })
      else for (const event of missed) subscription.push(event)
      this.#wake()
      yield* subscription.events()
    } finally {
      this.#subscriptions.delete(subscription)
    }
  }

  async stop(): Promise<void> {
    this.#closing.abort()
    this.#wake()
    await this.#running
    this.#opened.resolve()
    this.#round.resolve()
  }

  async #run(): Promise<void> {
    let pauseMs = 100
    while (!this.#closing.signal.aborted) {
      const client = new pg.Client({
        connectionString: this.#url,
        connectionTimeoutMillis: 5_000,
        query_timeout: 5_000,
      })
      const broken = Promise.withResolvers<never>()
      broken.promise.catch(() => undefined) // also heard through the race below; alone it must not count as unhandled
      client.on('error', broken.reject)
      client.on('notification', () => this.#wake())
      try {
        await client.connect()
        await client.query(`LISTEN ${revocationChannel}`)
        pauseMs = 100
        await Promise.race([this.#follow(client), broken.promise])
      } catch (error) {
        this.#logger.warn({ err: error }, 'the revocation feed lost its database; retrying')
        await pause(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      } finally {
        await within(1_000, client.end()).catch((error: unknown) =>
          this.#logger.debug({ err: error }, 'closing a broken connection'),
        )
      }
    }
  }

  async #follow(client: pg.Client): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const woken = this.#nextWake()
      await this.#catchUp(client)
      this.#opened.resolve()
      this.#round.resolve()
      this.#round = Promise.withResolvers()
      await woken
    }
  }

  /** Resolves at the next notification or subscription after this call, at the latest after the poll's interval. */
  #nextWake(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, pollMs)
    this.#wake = resolve
    return promise.finally(() => clearTimeout(timer))
  }

  #nextRound(): Promise<void> {
    this.#wake()
    return this.#closing.signal.aborted ? Promise.resolve() : this.#round.promise
  }

  async #catchUp(client: pg.Client): Promise<void> {
    this.#log ??= new RevocationLog(Number((await client.query<{ start: string }>(coldStart)).rows[0]?.start ?? 0))
    for (;;) {
      const found = rows.parse((await client.query(newer, [this.#log.head])).rows)
      this.#take(this.#log, found)
      if (found.length < batch) break
    }
    this.#tell({ kind: 'position', number: this.#log.head })
  }

  #take(log: RevocationLog, found: z.infer<typeof rows>): void {
    for (const { head, number, sessionId, userId } of found) {
      const isNext = number === log.head + 1 || (number === null && head === log.head)
      if (!isNext) {
        // Away for so long that rows between were deleted (or the database is another one): nobody can be told what they missed.
        log.jumpTo(head)
        this.#tell({ kind: 'reset', number: head })
        return
      }
      if (number === null) return
      const event = sessionId
        ? { kind: 'session' as const, number, sessionId }
        : { kind: 'user' as const, number, userId: String(userId) }
      log.add(event)
      this.#tell(event)
    }
  }

  #tell(event: RevocationEvent): void {
    for (const subscription of this.#subscriptions) subscription.push(event)
  }
}
