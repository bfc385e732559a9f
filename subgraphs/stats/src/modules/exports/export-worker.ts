import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import { StoreUnavailable } from '@forum/events'
import type { Idempotency } from '@forum/idempotency'
import type { Sql } from '@forum/postgres'
import { type Logger, within } from '@forum/service-kit'
import { z } from 'zod'
import { addDays } from '../../calendar/days.ts'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { timeText } from '../../clickhouse/time.ts'
import type { Watermark } from '../as-of/watermark.ts'
import { type GatherPersonalData, personalDataZip } from '../personal-data/personal-data-zip.ts'
import { datasets, fileOf, formats } from './datasets.ts'
import { type WriteProgress, writeExportFile } from './export-file.ts'
import type { ExportJob, ExportRepository } from './export-repository.ts'
import { GivenCount, type RowCounter, rowCounter } from './row-counters.ts'
import { queryFor } from './spreadsheet.ts'

export type ExportWorkerDeps = {
  exports: ExportRepository
  idempotency: Idempotency<Sql>
  clickhouse: ClickHouse
  asOf: Watermark
  /** Resolves when everything that happened before `time` is counted. */
  countedUntil: (time: Date) => Promise<void>
  /** What each service holds of somebody. */
  gatherPersonalData: GatherPersonalData
  directory: string
  logger: Logger
  leaseMs?: number
  pollMs?: number
  cleanMs?: number
}

export const maxAttempts = 3

/** How long what was done before an export was asked for may take to be counted. */
const countingMs = 20_000

const countRow = z.object({ amount: z.number().int() })

/**
 * Writes the files of exports, one at a time: takes a job for a while, renews that while it works, and says when it is done. A job whose worker
 * was killed is taken again when its time is over; after three attempts it has failed. Also deletes what has expired.
 */
export class ExportWorker {
  readonly #deps: Required<ExportWorkerDeps>
  readonly #stop = new AbortController()
  #wake = Promise.withResolvers<void>()
  #ended: Promise<unknown> = Promise.resolve()

  constructor(deps: ExportWorkerDeps) {
    this.#deps = { leaseMs: 30_000, pollMs: 5_000, cleanMs: 60_000, ...deps }
  }

  start(): void {
    this.#ended = Promise.all([this.#work(), this.#cleanForEver()])
  }

  /** There may be something to do now. */
  wake(): void {
    this.#wake.resolve()
  }

  /** Leaves the job in hand for another worker. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.wake()
    await this.#ended
  }

  /** Writes the next file, if there is a job. Says whether there was. While the numbers are being built jobs wait: a file would have half of them. */
  async workOnce(): Promise<boolean> {
    if (!this.#deps.asOf.current) return false
    const job = await this.#deps.exports.take(this.#deps.leaseMs, maxAttempts)
    if (job) await this.#attempt(job)
    return job !== undefined
  }

  /** Deletes what has expired and what attempts have left behind. */
  async clean(): Promise<void> {
    const { exports, directory, idempotency } = this.#deps
    await exports.failAbandoned(maxAttempts)
    await exports.expire()
    await idempotency.prune()
    const files = await readdir(directory).catch(() => [])
    const ours = files.filter(isOurs)
    const wanted = await exports.wantedOf(ours.map(idOf))
    const stale = ours.filter((file) => !wanted.running.has(idOf(file)) && !wanted.files.has(file))
    for (const file of stale) await rm(join(directory, file), { force: true })
  }

  async #work(): Promise<void> {
    const { pollMs, logger } = this.#deps
    const stop = this.#stop.signal
    while (!stop.aborted) {
      this.#wake = Promise.withResolvers()
      let worked = false
      try {
        worked = await this.workOnce()
      } catch (error) {
        logger.warn({ err: error }, 'cannot take an export')
      }
      if (!worked) await Promise.race([this.#wake.promise, sleep(pollMs, undefined, { signal: stop }).catch(() => {})])
    }
  }

  async #cleanForEver(): Promise<void> {
    const { cleanMs, logger } = this.#deps
    const stop = this.#stop.signal
    while (!stop.aborted) {
      await this.clean().catch((error: unknown) => logger.warn({ err: error }, 'cannot clean up exports'))
      await sleep(cleanMs, undefined, { signal: stop }).catch(() => {})
    }
  }

  async #attempt(job: ExportJob): Promise<void> {
    const { exports, logger, asOf: watermark } = this.#deps
    try {
      await this.#write(job)
    } catch (error) {
      logger.warn({ err: error, export: job.id, attempt: job.attempts }, 'export not written')
      if (this.#stop.signal.aborted || !watermark.current || isAway(error)) await exports.putBack(job)
      else await exports.giveUp(job, maxAttempts, error instanceof Error ? error.message : String(error))
      // What went wrong, a store that is away above all, will be so for a moment yet.
      await sleep(1_000, undefined, { signal: this.#stop.signal }).catch(() => {})
    }
  }

  async #write(job: ExportJob): Promise<void> {
    const { directory, exports, leaseMs } = this.#deps
    const lost = new AbortController()
    const signal = AbortSignal.any([this.#stop.signal, lost.signal])
    let expectedRows: number | null = null
    let progress: WriteProgress = { rows: null, bytes: 0 }
    const renewing = setInterval(() => {
      void exports.renew(job, leaseMs, { expectedRows, ...progress }).then(
        (isStillOurs) => isStillOurs || lost.abort(new Error('another worker has taken the export')),
        () => {}, // Postgres is away; if it stays so, the lease ends and finishing fails
      )
    }, leaseMs / 6)
    try {
      const { source, counter, asOf, ...opened } = await this.#open(job, signal)
      expectedRows = opened.expectedRows
      const name = `${job.id}-${job.attempts}.${fileOf(job).extension}`
      const onProgress = (next: WriteProgress) => {
        progress = next
      }
      const written = await writeExportFile({ directory, name, counter, source, signal, onProgress })
      if (!(await exports.finish(job, { file: name, ...written, asOf })))
        await rm(join(directory, name), { force: true })
    } finally {
      clearInterval(renewing)
    }
  }

  /** What the file is written from. */
  async #open(job: ExportJob, signal: AbortSignal): Promise<Opened> {
    const { clickhouse, asOf: watermark, countedUntil, gatherPersonalData } = this.#deps
    if (job.dataset === 'MY_DATA') {
      // What they did until they asked is counted soon: the numbers of that moment are in it, too.
      await within(countingMs, countedUntil(job.asOf))
      const counter = new GivenCount()
      const parts = gatherPersonalData({ userId: job.requestedBy, asOf: job.asOf, signal })
      return {
        source: personalDataZip(parts, { asOf: job.asOf, counter }),
        counter,
        asOf: job.asOf,
        expectedRows: null,
      }
    }
    const sql = queryFor(job.dataset, job.format, datasets[job.dataset])
    const parameters = periodOf(job)
    const counting = `SELECT count() AS amount FROM (${sql})`
    const [counted] = await clickhouse.query({ sql: counting, parameters, row: countRow, limits: 'export', signal })
    // Read last, so that all of it is in what the query sees.
    const asOf = watermark.require()
    const source = await clickhouse.stream(sql, parameters, formats[job.format].clickhouse, signal)
    return { source, counter: rowCounter(job.format), asOf, expectedRows: counted?.amount ?? null }
  }
}

type Opened = { source: Readable; counter: RowCounter; asOf: Date; expectedRows: number | null }

/** ClickHouse does not answer at all; where it says why not, the export itself may be too much for it. */
function isAway(error: unknown): boolean {
  return error instanceof StoreUnavailable && !(error.cause instanceof ClickHouseError)
}

/** Inclusive days of UTC as query parameters; without them, all of time. */
function periodOf({ fromDay, toDay }: ExportJob): { from: string; to: string } {
  const [first, last] = ['1970-01-01', '2148-12-31']
  const dayOf = (day: Date | null, otherwise: string) => {
    const text = day?.toISOString().slice(0, 10) ?? otherwise
    return text < first ? first : text > last ? last : text
  }
  return { from: timeText(dayOf(fromDay, first)), to: timeText(addDays(dayOf(toDay, last), 1)) }
}

const idOf = (file: string) => file.slice(0, 36)
const isOurs = (file: string) =>
  z.uuid().safeParse(idOf(file)).success && /^-\d+\.(csv|ndjson|parquet|zip)(\.part)?$/.test(file.slice(36))
