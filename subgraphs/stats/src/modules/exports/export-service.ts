import {
  type Connection,
  decodeCursor,
  encodeCursor,
  idPart,
  isUuid,
  notAllowed,
  type PageArguments,
  Problems,
  rateLimited,
  readPage,
  timePart,
  toConnection,
  type Viewer,
} from '@forum/graphql-kit'
import type { Idempotency, Refusal } from '@forum/idempotency'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids } from '@forum/service-kit'
import { z } from 'zod'
import type { RequestExportInput } from '../../generated/graphql.ts'
import type { Watermark } from '../as-of/watermark.ts'
import { formats } from './datasets.ts'
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
}

export type RequestExportOutcome = { __typename: 'RequestExportSuccess'; export: ExportJob } | Refusal

const keptMs = 24 * 3_600_000
const maxUnfinished = 100
const cursorKind = 'exports'
const cursorParts = (now: Date) =>
  z.tuple([timePart(now), idPart]).transform(([createdAt, id]): Position => ({ createdAt: new Date(createdAt), id }))

/** Exports are for admins, and an export is its asker's alone. */
export class ExportService {
  readonly #deps: ExportServiceDeps

  constructor(deps: ExportServiceDeps) {
    this.#deps = deps
  }

  async request(viewer: Viewer, input: RequestExportInput): Promise<RequestExportOutcome> {
    const { exports, idempotency, onRequested } = this.#deps
    if (!isAdmin(viewer)) return notAllowed('Only administrators may export.')
    const problems = new Problems()
    const key = idempotency.readKey(input.idempotencyKey, problems)
    const [from, to] = [input.from ?? null, input.to ?? null]
    problems.check(!from || !to || from <= to, ['to'], 'INVALID', 'The last day may not be before the first.')
    const refused = problems.outcome()
    if (refused) return refused // before the limit: only exports count, not tries

    const requested = await idempotency.writeOnce({
      viewerId: viewer.id,
      mutation: 'requestExport',
      key,
      input: [input.dataset, input.format, from, to],
      limit: async () => ((await exports.countUnfinished(viewer.id)) >= maxUnfinished ? rateLimited(60) : null),
      prepare: async () => {
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
      asOf: asOf.require(),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + keptMs),
    }
  }

  async find(viewer: Viewer | null, id: string): Promise<ExportJob | null> {
    if (!isAdmin(viewer) || !isUuid(id)) return null
    const job = await this.#deps.exports.find(id)
    return job && job.requestedBy === viewer.id ? job : null
  }

  async listOf(viewer: Viewer, args: PageArguments): Promise<Connection<{ cursor: string; node: ExportJob }> | null> {
    const page = readPage(args)
    const after = page.after !== null ? decodeCursor(cursorKind, page.after, cursorParts(this.#deps.clock.now())) : null
    if (!isAdmin(viewer)) return null
    const jobs = await this.#deps.exports.listOf(viewer.id, after, page.first + 1)
    return toConnection(jobs, page, ({ createdAt, id }) => encodeCursor(cursorKind, [createdAt.toISOString(), id]))
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
    return this.#deps.links.urlOf(`${job.id}.${formats[job.format].extension}`, job.expiresAt)
  }
}

function isAdmin(viewer: Viewer | null): viewer is Viewer {
  return viewer?.role === 'ADMIN'
}
