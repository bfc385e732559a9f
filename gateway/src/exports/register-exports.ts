import { internalHeaders, type Logger } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Dispatcher, Pool } from 'undici'

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
  'retry-after',
] as const

export type ExportsOptions = { stats: Pool; gatewaySecret: string; logger: Logger }

/** Export files, streamed from Stats as fast as the client reads and no faster, so their size does not matter here. */
export function registerExports(app: FastifyInstance, { stats, gatewaySecret, logger }: ExportsOptions): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const answer = await askStats(request, stats, gatewaySecret).catch((error: unknown) => {
      logger.warn({ err: error, requestId: request.id }, 'Stats does not give an export')
      return null
    })
    if (!answer)
      return reply
        .status(503)
        .header('retry-after', 5)
        .send({ message: 'Exports are not available at the moment. Try again soon.' })
    return sendAnswer(request, reply, answer)
  }
  app.route({ method: ['GET', 'HEAD'], url: '/exports/*', handler })
}

async function askStats(request: FastifyRequest, stats: Pool, gatewaySecret: string): Promise<Dispatcher.ResponseData> {
  const headers: Record<string, string> = {
    [internalHeaders.gatewaySecret]: gatewaySecret,
    [internalHeaders.requestId]: request.id,
    [internalHeaders.clientAddress]: request.ip,
  }
  for (const name of forwarded) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  // A file may take its time; what may not is a pause in it.
  return stats.request({
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    path: request.url,
    headers,
    headersTimeout: 10_000,
    bodyTimeout: 60_000,
  })
}

async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { statusCode, headers, body }: Dispatcher.ResponseData,
): Promise<FastifyReply> {
  if (statusCode >= 400) {
    await body.dump()
    // A client that resumes reads the file's size from a 416.
    const range = headers['content-range']
    if (range !== undefined) reply.headers({ 'content-range': range, 'accept-ranges': 'bytes' })
    return reply
      .status(statusCode >= 500 ? 503 : statusCode)
      .send({ message: sentences[statusCode] ?? 'This export cannot be given.' })
  }
  for (const name of returned) {
    const value = headers[name]
    if (value !== undefined) reply.header(name, value)
  }
  reply.status(statusCode)
  if (request.method === 'HEAD' || statusCode === 304) {
    await body.dump()
    return reply.send()
  }
  return reply.send(body)
}

const sentences: Record<number, string> = {
  403: 'This link has expired or was changed. Ask for the export’s link again.',
  404: 'There is no such export, or its link has expired.',
  410: 'This export has expired. Ask for a new one.',
  416: 'The file does not have that range.',
}
