import type { ForumEvent } from '@forum/events'
import { topicNames } from '@forum/events'
import { Client } from 'pg'
import { z } from 'zod'

/** One lock a database; advisory locks of different databases do not meet. "outbox" in ASCII. */
const lockKey = '122524636278648'
const batchRows = 500

const row = z.object({
  seq: z.string(),
  id: z.string(),
  type: z.string(),
  topic: z.enum(topicNames),
  key: z.string().nullable(),
  subject: z.string(),
  source: z.string(),
  time: z.date(),
  data: z.unknown(),
  created_at: z.date(),
})

export type OutboxRow = { seq: string; createdAt: Date; event: ForumEvent }

/** The outbox of one database over the relay's own connection, which also holds the lock: both end together. */
export class OutboxTable {
  readonly #client: Client

  private constructor(client: Client) {
    this.#client = client
  }

  static async connect(databaseUrl: string, onLost: (error: Error) => void): Promise<OutboxTable> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: 'forum outbox relay',
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
      query_timeout: 10_000,
    })
    client.on('error', onLost)
    await client.connect()
    // A holder whose machine vanished must not keep the lock for the hours of the default.
    await client.query('SET tcp_keepalives_idle = 5')
    await client.query('SET tcp_keepalives_interval = 2')
    await client.query('SET tcp_keepalives_count = 3')
    return new OutboxTable(client)
  }

  /** Whether this connection holds the lock now. Asked only until it does. */
  async tryLock(): Promise<boolean> {
    const { rows } = await this.#client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      lockKey,
    ])
    return rows[0]?.locked ?? false
  }

  async isEmpty(): Promise<boolean> {
    const { rows } = await this.#client.query<{ empty: boolean }>('SELECT NOT EXISTS (SELECT FROM outbox) AS empty')
    return rows[0]?.empty ?? false
  }

  /** The oldest rows, in their order. */
  async first(): Promise<OutboxRow[]> {
    const { rows } = await this.#client.query<Record<string, unknown>>(
      'SELECT seq, id, type, topic, key, subject, source, time, data, created_at FROM outbox ORDER BY seq LIMIT $1',
      [batchRows],
    )
    return rows.map((given) => {
      const { seq, created_at: createdAt, ...event } = row.parse(given)
      return { seq, createdAt, event }
    })
  }

  async remove(seqs: readonly string[]): Promise<void> {
    await this.#client.query('DELETE FROM outbox WHERE seq = ANY ($1::bigint[])', [seqs])
  }

  async bury(seq: string, reason: string): Promise<void> {
    await this.#client.query(
      `WITH refused AS (DELETE FROM outbox WHERE seq = $1 RETURNING *)
       INSERT INTO outbox_dead (seq, id, type, topic, key, subject, source, time, data, created_at, reason)
       SELECT seq, id, type, topic, key, subject, source, time, data, created_at, $2 FROM refused`,
      [seq, reason],
    )
  }

  async close(): Promise<void> {
    await this.#client.end()
  }
}
