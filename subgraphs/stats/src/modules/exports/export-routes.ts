import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { storeFailure } from '@forum/postgres'
import { internalHeaders, namesEtag, secretsEqual } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readRange } from './byte-range.ts'
import { fileOf } from './datasets.ts'
import type { ExportLinks } from './export-links.ts'
import type { ExportJob, ExportRepository } from './export-repository.ts'

export type ExportRoutesOptions = { exports: ExportRepository; links: ExportLinks; directory: string; secret: string }

const querySchema = z.object({ expires: z.string(), signature: z.string() })
const fileShape = /^([0-9a-f-]{36})\.(csv|ndjson|parquet|zip)$/

/**
 * GET and HEAD /exports/<id>.<extension>: the file of a signed link, to the gateway. A file never changes, so its sha256 is its strong ETag and
 * a download can be resumed.
 */
export function registerExportRoutes(app: FastifyInstance, options: ExportRoutesOptions): void {
  app.route<{ Params: { file: string } }>({
    method: ['GET', 'HEAD'],
    url: '/exports/:file',
    onRequest: async (request, reply) => {
      const given = request.headers[internalHeaders.gatewaySecret]
      if (typeof given === 'string' && secretsEqual(given, options.secret)) return undefined
      return reply.status(403).send({ message: 'Only the gateway may ask here.' })
    },
    handler: async (request, reply) => {
      const { file } = request.params
      const query = querySchema.safeParse(request.query)
      if (!query.success || !options.links.isGood(file, query.data.expires, query.data.signature))
        return reply.status(403).send({ message: 'This link has expired or was changed. Ask for a new one.' })
      const id = fileShape.exec(file)?.[1]
      const job = id ? await options.exports.find(id).catch(orAway) : undefined
      if (job === 'away')
        return reply
          .status(503)
          .header('retry-after', 5)
          .send({ message: 'Exports are away at the moment. Try again soon.' })
      const onDisk = job && (await findFile(job, options.directory))
      if (!onDisk) return reply.status(410).send({ message: 'This export has expired. Ask for a new one.' })
      return sendFile(request, reply, onDisk, job)
    },
  })
}

/** Postgres away or overloaded is said as such; anything else is a fault. */
function orAway(error: unknown): 'away' {
  if (storeFailure(error)) return 'away'
  throw error
}

type FileOnDisk = { path: string; size: number }

/** Null when there is none, or none any more. */
async function findFile({ file, status }: ExportJob, directory: string): Promise<FileOnDisk | null> {
  if (!file || status !== 'READY') return null
  const path = join(directory, file)
  try {
    return { path, size: (await stat(path)).size }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

async function sendFile(
  request: Pick<FastifyRequest, 'headers' | 'method'>,
  reply: FastifyReply,
  { path, size }: FileOnDisk,
  job: ExportJob,
): Promise<FastifyReply> {
  const etag = `"${job.sha256}"`
  const { extension, mediaType } = fileOf(job)
  const name = `forum-${job.dataset.toLowerCase().replace('_', '-')}-${job.asOf.toISOString().slice(0, 10)}.${extension}`
  reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, no-cache')
    .header('content-type', mediaType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('repr-digest', `sha-256=:${Buffer.from(job.sha256 ?? '', 'hex').toString('base64')}:`)
    .header('x-content-type-options', 'nosniff')
  if (namesEtag(request.headers['if-none-match'], etag)) return reply.status(304).send()

  const ifRange = request.headers['if-range']
  // Of HEAD a Range says nothing: RFC 9110, 14.2.
  const mayBePart = request.method === 'GET' && (ifRange === undefined || ifRange === etag)
  const range = mayBePart ? readRange(request.headers.range, size) : 'whole'
  if (range === 'none')
    return reply
      .status(416)
      .header('content-range', `bytes */${size}`)
      .type('application/json')
      .send({ message: 'The file has no such bytes.' })
  const { from, to } = range === 'whole' ? { from: 0, to: size - 1 } : range
  if (range !== 'whole') reply.status(206).header('content-range', `bytes ${from}-${to}/${size}`)
  reply.header('content-length', to - from + 1)
  if (request.method === 'HEAD' || size === 0) return reply.send()
  return reply.send(createReadStream(path, { start: from, end: to }))
}
