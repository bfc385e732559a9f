import { z } from 'zod'
import type { Database } from '../../database.ts'

export type Bucket = { bucket: Buffer; points: number; windowSeconds: number }

const blocked = z.array(z.object({ wait: z.number().nullable() })).length(1)

export class RateLimitRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Takes a point of each bucket, or none if one is empty. Gives the seconds until all of them have room, or null when the points were
   * taken. Buckets are taken in their order, so that concurrent calls do not lock each other out; of several that meet at the last
   * point, all but the first are refused by the count that their own insert returns.
   */
  async take(buckets: readonly Bucket[]): Promise<number | null> {
    const rows = await this.#database.sql.$queryRaw`
      WITH wanted AS (
        SELECT * FROM unnest(
          ${buckets.map((each) => each.bucket)}::bytea[], ${buckets.map((each) => each.points)}::int[], ${buckets.map((each) => each.windowSeconds)}::int[]
        ) AS w (bucket, points, seconds)
      ), full_ones AS (
        SELECT r.expires_at FROM wanted w JOIN rate_limits r USING (bucket) WHERE r.expires_at > now() AND r.points >= w.points
      ), taken AS (
        INSERT INTO rate_limits AS r (bucket, points, expires_at)
        SELECT bucket, 1, now() + make_interval(secs => seconds) FROM wanted WHERE NOT EXISTS (SELECT FROM full_ones) ORDER BY bucket
        ON CONFLICT (bucket) DO UPDATE SET
          points = CASE WHEN r.expires_at > now() THEN r.points + 1 ELSE 1 END,
          expires_at = CASE WHEN r.expires_at > now() THEN r.expires_at ELSE excluded.expires_at END
        RETURNING r.bucket, r.points, r.expires_at
      ), refusing AS (
        SELECT expires_at FROM full_ones
        UNION ALL SELECT t.expires_at FROM taken t JOIN wanted w USING (bucket) WHERE t.points > w.points
      )
      SELECT ceil(round(extract(epoch FROM max(expires_at) - now()), 2))::int AS wait FROM refusing -- expires_at is rounded to milliseconds`
    const wait = blocked.parse(rows)[0]?.wait ?? null
    return wait === null ? null : Math.max(1, wait)
  }

  async giveBack(buckets: readonly Buffer[]): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE rate_limits r SET points = r.points - 1
      FROM (SELECT bucket FROM rate_limits WHERE bucket = ANY (${[...buckets]}::bytea[]) AND points > 0 ORDER BY bucket FOR UPDATE) mine
      WHERE r.bucket = mine.bucket`
  }

  /** Drops windows that are over; gives how many they were. */
  async forgetExpired(): Promise<number> {
    return this.#database.sql.$executeRaw`DELETE FROM rate_limits WHERE expires_at <= now()`
  }
}
