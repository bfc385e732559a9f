import type { AuthClient } from '@forum/auth-client'
import {
  authUnavailable,
  type Connection,
  decodeCursor,
  encodeCursor,
  idPart,
  isUuid,
  notAllowed,
  type PageArguments,
  Problems,
  type RateLimited,
  rateLimited,
  readPage,
  timePart,
  toConnection,
  type Viewer,
} from '@forum/graphql-kit'
import type { Idempotency, Refusal } from '@forum/idempotency'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids, Logger } from '@forum/service-kit'
import { z } from 'zod'
import type { RequestExportInput } from '../../generated/graphql.ts'
import type { Watermark } from '../as-of/watermark.ts'
import { fileOf } from './datasets.ts'
import type { ExportLinks } from './export-links.ts'
import type { ExportJob, ExportRepository, NewExport, Position } from './export-repository.ts'

export type ExportServiceDeps = {
  exports: ExportRepository
  idempotency: Idempotency<Sql>
  links: ExportLinks
  asOf: Watermark
  clock: Clock
  ids: Ids
  /** Told when there is something to do. */
  onRequested: () => void
  /** Notes in Auth's audit log who asks for what. */
  recordExport: AuthClient['recordExport']
  logger: Logger
}

export type RequestExportOutcome = { __typename: 'RequestExportSuccess'; export: ExportJob } | Refusal

const keptMs = 24 * 3_600_000
const maxUnfinished = 100
const maxOwnADay = 5
const cursorKind = 'exports'
const cursorParts = (now: Date) =>
  z.tuple([timePart(now), idPart]).transform(([createdAt, id]): Position => ({ createdAt: new Date(createdAt), id }))

/** Exports are for admins, but that of one's own data, and an export is its asker's alone. */
export class ExportService {
  readonly #deps: ExportServiceDeps

  constructor(deps: ExportServiceDeps) {
    this.#deps = deps
  }

  async request(viewer: Viewer, input: RequestExportInput, address: string): Promise<RequestExportOutcome> {
    const { exports, idempotency, onRequested } = this.#deps
    const isOwn = input.dataset === 'MY_DATA'
    if (!isOwn && !mayExportAll(viewer)) return notAllowed('Only administrators may export more than their own data.')
    const problems = new Problems()
    const key = idempotency.readKey(input.idempotencyKey, problems)
    const [from, to] = [input.from ?? null, input.to ?? null]
    problems.check(!from || !to || from <= to, ['to'], 'INVALID', 'The last day may not be before the first.')
    if (isOwn) checkOwn(problems, input)
    const refused = problems.outcome()
    if (refused) return refused // before the limit: only exports count, not tries

    const requested = await idempotency.writeOnce({
      viewerId: viewer.id,
      mutation: 'requestExport',
      key,
      input: [input.dataset, input.format, from, to],
      limit: () => this.#limit(viewer, isOwn),
      prepare: async () => {
        await this.#record({ userId: viewer.id, dataset: input.dataset, address })
        const job = this.#newJob(viewer, input)
        return async (tx) => {
          await exports.add(tx, job)
          return job.id
        }
      },
      success: (id) => ({ __typename: 'RequestExportSuccess' as const, id }),
    })
    if (requested.__typename !== 'RequestExportSuccess') return requested
    onRequested()
    const made = await exports.find(requested.id)
    if (!made) throw new Error('an export that was made is not there')
    return { __typename: 'RequestExportSuccess', export: made }
  }

  async #limit(viewer: Viewer, isOwn: boolean): Promise<RateLimited | null> {
    const { exports } = this.#deps
    const { unfinished, own, ownFreeInSeconds } = await exports.countsOf(viewer.id)
    if (unfinished >= (isOwn ? 1 : maxUnfinished)) return rateLimited(60)
    return isOwn && own >= maxOwnADay ? rateLimited(ownFreeInSeconds) : null
  }

  /** Who takes data out stands in the audit log before they have it. @throws AUTH_UNAVAILABLE */
  async #record(request: Parameters<AuthClient['recordExport']>[0]): Promise<void> {
    const { recordExport, logger } = this.#deps
    try {
      await recordExport(request)
    } catch (error) {
      logger.warn({ err: error }, 'an export could not be noted in the audit log')
      throw authUnavailable()
    }
  }

  #newJob(viewer: Viewer, { dataset, format, from, to }: RequestExportInput): NewExport {
    const { asOf, clock, ids } = this.#deps
    const createdAt = clock.now()
    return {
      id: ids.next(),
      requestedBy: viewer.id,
      dataset,
      format,
      fromDay: from ? new Date(from) : null,
      toDay: to ? new Date(to) : null,
      // Of one's own data everything until now, which the worker waits for.
      asOf: dataset === 'MY_DATA' ? createdAt : asOf.require(),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + keptMs),
    }
  }

  async find(viewer: Viewer | null, id: string): Promise<ExportJob | null> {
    if (!viewer || !isUuid(id)) return null
    const job = await this.#deps.exports.find(id)
    return job && job.requestedBy === viewer.id && (job.dataset === 'MY_DATA' || mayExportAll(viewer)) ? job : null
  }

  async listOf(viewer: Viewer, args: PageArguments): Promise<Connection<{ cursor: string; node: ExportJob }>> {
    const page = readPage(args)
    const after = page.after !== null ? decodeCursor(cursorKind, page.after, cursorParts(this.#deps.clock.now())) : null
    const of = { person: viewer.id, onlyOwn: !mayExportAll(viewer) }
    const jobs = await this.#deps.exports.listOf(of, after, page.first + 1)
    return toConnection(jobs, page, ({ createdAt, id }) => encodeCursor(cursorKind, [createdAt.toISOString(), id]))
  }

  /** Every export that somebody asked for until then, oldest first, as their own data. */
  allOf(asked: { userId: string; asOf: Date }): Promise<object[]> {
    return this.#deps.exports.allOf(asked)
  }

  /** EXPIRED from the moment on, also before the file is deleted. */
  statusOf(job: ExportJob): ExportJob['status'] {
    return job.status === 'READY' && job.expiresAt <= this.#deps.clock.now() ? 'EXPIRED' : job.status
  }

  progressOf({ status, rows, expectedRows }: ExportJob): number | null {
    if (status === 'READY') return 1
    if (status === 'QUEUED') return 0
    if (status !== 'RUNNING' || rows === null || !expectedRows) return null
    // Rows come and go between counting and writing them; done is only what is READY.
    return Math.min(0.99, Number(rows) / Number(expectedRows))
  }

  urlOf(job: ExportJob): string | null {
    if (this.statusOf(job) !== 'READY') return null
    return this.#deps.links.urlOf(`${job.id}.${fileOf(job).extension}`, job.expiresAt)
  }
}

/** Who is suspended or leaving has a token for their own data alone. */
const mayExportAll = ({ role, scopes }: Viewer): boolean => role === 'ADMIN' && scopes.includes('*')

function checkOwn(problems: Problems, { format, from, to }: RequestExportInput): void {
  problems.check(format === 'NDJSON', ['format'], 'INVALID', 'MY_DATA comes as NDJSON.')
  problems.check(!from && !to, [from ? 'from' : 'to'], 'INVALID', 'MY_DATA is whole: leave out from and to.')
}
