import { internalHeaders, type Logger } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { prices } from '../limits/caller-limits.ts'
import { documentLimit } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'
import { type RawAnswer, rawGet } from './raw-get.ts'

// The signed link is the whole credential: cookies and the Authorization header stay here.
const forwarded = ['range', 'if-range', 'if-none-match', 'if-match', 'if-modified-since', 'accept'] as const
const returned = [
  'content-type',
  'content-length',
  'content-range',
  'content-disposition',
  'accept-ranges',
  'etag',
  'repr-digest',
  'last-modified',
  'cache-control',
  'expires',
] as const
const silentMs = 30_000

export type ExportsOptions = { statsUrl: string; gatewaySecret: string; traffic: Traffic; logger: Logger }

/** Export files, passed on from Stats as fast as the client reads and no faster, through one buffer each. */
export function registerExports(app: FastifyInstance, options: ExportsOptions): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // A client may write a whole URL where a path belongs; of its host and its dots nothing may reach the request that carries our secret.
    const { pathname, search } = new URL(request.url, options.statsUrl)
    if (!pathname.startsWith('/exports/')) return reply.status(404).send({ message: sentences[404] })
    const answer = await askStats(new URL(pathname + search, options.statsUrl), request, options).catch(
      (error: unknown) => {
        options.logger.warn({ err: error, requestId: request.id }, 'Stats did not answer for an export')
        return null
      },
    )
    if (!answer) {
      const message = 'Exports are not available at the moment. Try again soon.'
      return reply.status(503).header('retry-after', 5).send({ message })
    }
    return answer.status < 400 ? passOn(reply, answer, options.logger) : refuse(reply, answer)
  }
  app.route({
    method: ['GET', 'HEAD'],
    url: '/exports/*',
    onRequest: documentLimit(options.traffic, prices.export),
    handler,
  })
}

async function askStats(url: URL, request: FastifyRequest, { gatewaySecret }: ExportsOptions): Promise<RawAnswer> {
  const headers: Record<string, string> = {
    [internalHeaders.gatewaySecret]: gatewaySecret,
    [internalHeaders.requestId]: request.id,
    [internalHeaders.clientAddress]: request.ip,
  }
  for (const name of forwarded) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  return rawGet(url, { method: request.method === 'HEAD' ? 'HEAD' : 'GET', headers, timeoutMs: silentMs })
}

function copyHeaders(reply: FastifyReply, answer: RawAnswer, names: readonly string[]): void {
  for (const name of names) {
    const value = answer.headers.get(name)
    if (value !== undefined) reply.header(name, value)
  }
}

function refuse(reply: FastifyReply, answer: RawAnswer): FastifyReply {
  answer.body.close()
  // A client that resumes reads the file's size from a 416.
  copyHeaders(reply, answer, ['content-range', 'accept-ranges'])
  const status = answer.status >= 500 ? 503 : answer.status
  return reply.status(status).send({ message: sentences[status] ?? 'This export cannot be given.' })
}

function passOn(reply: FastifyReply, answer: RawAnswer, logger: Logger): FastifyReply {
  copyHeaders(reply, answer, returned)
  const { raw } = reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  raw.writeHead(answer.status)
  raw.once('close', () => answer.body.close())
  answer.body
    .pipe((piece, next) => void raw.write(piece, () => next()))
    .then(
      () => raw.end(),
      (error: unknown) => {
        // Cut off in the middle, so that the client sees that it is not whole, and asks for the rest.
        if (!raw.writableEnded && !raw.destroyed) logger.warn({ err: error }, 'an export was cut off')
        raw.destroy()
      },
    )
  return reply
}

const sentences: Record<number, string> = {
  403: 'This link has expired or was changed. Ask for the export’s link again.',
  404: 'There is no such export, or its link has expired.',
  410: 'This export has expired. Ask for a new one.',
  416: 'The file does not have that range.',
}
