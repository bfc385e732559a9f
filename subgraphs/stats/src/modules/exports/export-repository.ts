import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const row = z
  .object({
    id: z.string(),
    requested_by: z.string(),
    dataset: z.enum(['EVENTS', 'POSTS', 'COMMENTS', 'LIKES', 'FOLLOWS', 'USERS', 'ACTIVITY', 'POST_DAYS', 'MY_DATA']),
    format: z.enum(['CSV', 'NDJSON', 'PARQUET']),
    from_day: z.date().nullable(),
    to_day: z.date().nullable(),
    status: z.enum(['QUEUED', 'RUNNING', 'READY', 'FAILED', 'EXPIRED']),
    as_of: z.date(),
    attempts: z.number().int(),
    expected_rows: z.bigint().nullable(),
    rows: z.bigint().nullable(),
    bytes: z.bigint().nullable(),
    sha256: z.string().nullable(),
    file: z.string().nullable(),
    created_at: z.date(),
    expires_at: z.date(),
  })
  .transform((found) => ({
    id: found.id,
    requestedBy: found.requested_by,
    dataset: found.dataset,
    format: found.format,
    fromDay: found.from_day,
    toDay: found.to_day,
    status: found.status,
    asOf: found.as_of,
    attempts: found.attempts,
    expectedRows: found.expected_rows,
    rows: found.rows,
    bytes: found.bytes,
    sha256: found.sha256,
    file: found.file,
    createdAt: found.created_at,
    expiresAt: found.expires_at,
  }))

const rows = z.array(row)
const countsRow = z.object({ unfinished: z.number(), own: z.number(), ownFreeInSeconds: z.number() })
const ownRows = z.array(
  z.object({ id: z.string(), dataset: z.string(), format: z.string(), status: z.string(), createdAt: z.date() }),
)
const wantedRows = z.array(z.object({ id: z.string(), status: z.string(), file: z.string().nullable() }))

export type ExportJob = z.output<typeof row>
export type NewExport = Pick<
  ExportJob,
  'id' | 'requestedBy' | 'dataset' | 'format' | 'fromDay' | 'toDay' | 'asOf' | 'createdAt' | 'expiresAt'
>
/** Which attempt at which job: only the latest may say anything about it. */
export type Attempt = Pick<ExportJob, 'id' | 'attempts'>
export type Position = { createdAt: Date; id: string }

export class ExportRepository {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async add(tx: Sql, job: NewExport): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO export_jobs (id, requested_by, dataset, format, from_day, to_day, status, as_of, created_at, expires_at)
      VALUES (${job.id}::uuid, ${job.requestedBy}::uuid, ${job.dataset}, ${job.format}, ${job.fromDay}::date, ${job.toDay}::date, 'QUEUED',
        ${job.asOf}::timestamptz, ${job.createdAt}::timestamptz, ${job.expiresAt}::timestamptz)`
  }

  async find(id: string): Promise<ExportJob | undefined> {
    const found = await this.#database.sql.$queryRaw`SELECT * FROM export_jobs WHERE id = ${id}::uuid`
    return rows.parse(found)[0]
  }

  /** The newest first, after a position. `onlyOwn`: of their own data. */
  async listOf(
    { person, onlyOwn }: { person: string; onlyOwn: boolean },
    after: Position | null,
    limit: number,
  ): Promise<ExportJob[]> {
    const { createdAt, id } = after ?? { createdAt: null, id: null }
    const found = await this.#database.sql.$queryRaw`
      SELECT * FROM export_jobs
      WHERE requested_by = ${person}::uuid AND (NOT ${onlyOwn} OR dataset = 'MY_DATA')
        AND (${createdAt}::timestamptz IS NULL OR (created_at, id) < (${createdAt}::timestamptz, ${id}::uuid))
      ORDER BY created_at DESC, id DESC
      LIMIT ${limit}::int`
    return rows.parse(found)
  }

  /** What somebody has asked for: what is not written yet, and of their own data within a day, with when the oldest of those is a day old. */
  async countsOf(person: string): Promise<z.output<typeof countsRow>> {
    const [counted] = await select(
      this.#database.sql,
      countsRow,
      sql`
        SELECT count(*) FILTER (WHERE status IN ('QUEUED', 'RUNNING'))::int AS unfinished,
          count(*) FILTER (WHERE dataset = 'MY_DATA' AND created_at > now() - interval '1 day')::int AS own,
          coalesce(ceil(extract(epoch FROM min(created_at) FILTER (WHERE dataset = 'MY_DATA' AND created_at > now() - interval '1 day') + interval '1 day' - now())), 1)::int
            AS "ownFreeInSeconds"
        FROM export_jobs WHERE requested_by = ${person}::uuid AND (created_at > now() - interval '1 day' OR status IN ('QUEUED', 'RUNNING'))`,
    )
    if (!counted) throw new Error('a count has a row')
    return counted
  }

  /** Deletes what somebody asked for. Files that no job names go with the next cleaning. */
  async deleteOf(people: readonly string[]): Promise<void> {
    await this.#database.sql.$executeRaw`DELETE FROM export_jobs WHERE requested_by = ANY (${[...people]}::uuid[])`
    await this.#database.sql.$executeRaw`DELETE FROM idempotency_keys WHERE viewer_id = ANY (${[...people]}::uuid[])`
  }

  /** Every export that somebody asked for until then, oldest first, as their own data. */
  async allOf({ userId, asOf }: { userId: string; asOf: Date }): Promise<object[]> {
    const found = await this.#database.sql.$queryRaw`
      SELECT id, dataset, format, status, created_at AS "createdAt" FROM export_jobs
      WHERE requested_by = ${userId}::uuid AND created_at < ${asOf.toISOString()}::timestamptz ORDER BY created_at, id LIMIT 10000`
    return ownRows.parse(found)
  }

  /** Takes the oldest job that nobody is at, for so long; also one whose taker has stopped saying that it lives. */
  async take(leaseMs: number, maxAttempts: number): Promise<ExportJob | undefined> {
    const found = await this.#database.sql.$queryRaw`
      UPDATE export_jobs
      SET status = 'RUNNING', attempts = attempts + 1, leased_until = now() + make_interval(secs => ${leaseMs / 1_000}),
        rows = NULL, bytes = NULL, expected_rows = NULL
      WHERE id = (
        SELECT id FROM export_jobs
        WHERE (status = 'QUEUED' OR (status = 'RUNNING' AND leased_until < now()))
          AND attempts < ${maxAttempts} AND expires_at > now()
        ORDER BY created_at, id
        LIMIT 1
        FOR UPDATE SKIP LOCKED
      )
      RETURNING *`
    return rows.parse(found)[0]
  }

  /** Says that the attempt lives and how far it is. False when it is no longer the one that counts. */
  async renew(
    { id, attempts }: Attempt,
    leaseMs: number,
    progress: { expectedRows: number | null; rows: number | null; bytes: number },
  ): Promise<boolean> {
    const changed = await this.#database.sql.$executeRaw`
      UPDATE export_jobs
      SET leased_until = now() + make_interval(secs => ${leaseMs / 1_000}),
        expected_rows = ${progress.expectedRows}::bigint, rows = ${progress.rows}::bigint, bytes = ${progress.bytes}::bigint
      WHERE id = ${id}::uuid AND attempts = ${attempts}::int AND status = 'RUNNING'`
    return changed > 0
  }

  /** False when the attempt is no longer the one that counts: its file is nobody's then. */
  async finish(
    { id, attempts }: Attempt,
    {
      file,
      rows: count,
      bytes,
      sha256,
      asOf,
    }: { file: string; rows: number; bytes: number; sha256: string; asOf: Date },
  ): Promise<boolean> {
    const changed = await this.#database.sql.$executeRaw`
      UPDATE export_jobs
      SET status = 'READY', leased_until = NULL, file = ${file}, rows = ${count}::bigint, bytes = ${bytes}::bigint,
        sha256 = ${sha256}, as_of = ${asOf}::timestamptz
      WHERE id = ${id}::uuid AND attempts = ${attempts}::int AND status = 'RUNNING'`
    return changed > 0
  }

  /** Back into the queue, or FAILED when it was tried often enough. */
  async giveUp({ id, attempts }: Attempt, maxAttempts: number, failure: string): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE export_jobs
      SET status = CASE WHEN attempts < ${maxAttempts} THEN 'QUEUED' ELSE 'FAILED' END,
        leased_until = NULL, rows = NULL, bytes = NULL, failure = ${failure}
      WHERE id = ${id}::uuid AND attempts = ${attempts}::int AND status = 'RUNNING'`
  }

  /** An attempt that did not come to its end through no fault of the job: it is as if it had not been. */
  async putBack({ id, attempts }: Attempt): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE export_jobs
      SET status = 'QUEUED', leased_until = NULL, rows = NULL, bytes = NULL, attempts = attempts - 1
      WHERE id = ${id}::uuid AND attempts = ${attempts}::int AND status = 'RUNNING'`
  }

  /** Jobs whose last taker died, and that may not be tried again. */
  async failAbandoned(maxAttempts: number): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE export_jobs SET status = 'FAILED', leased_until = NULL, failure = 'every attempt was cut off'
      WHERE status = 'RUNNING' AND leased_until < now() AND attempts >= ${maxAttempts}`
  }

  /** Marks what has expired by now; files that no job names may then go. */
  async expire(): Promise<void> {
    await this.#database.sql.$executeRaw`
      UPDATE export_jobs SET status = 'EXPIRED', leased_until = NULL
      WHERE expires_at <= now() AND status <> 'EXPIRED' AND (status <> 'RUNNING' OR leased_until < now())`
  }

  /**
   * Of these jobs, those that are being written now, and the files of those that are READY. In one look: between two, a file that is being
   * written becomes one that is READY, and would be neither.
   */
  async wantedOf(ids: readonly string[]): Promise<{ running: Set<string>; files: Set<string> }> {
    const found = wantedRows.parse(
      await this.#database.sql.$queryRaw`
        SELECT id, status, file FROM export_jobs WHERE id = ANY(${ids}::uuid[]) AND status IN ('RUNNING', 'READY')`,
    )
    return {
      running: new Set(found.flatMap(({ id, status }) => (status === 'RUNNING' ? [id] : []))),
      files: new Set(found.flatMap(({ file, status }) => (status === 'READY' && file ? [file] : []))),
    }
  }
}
