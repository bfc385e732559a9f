import type { IncomingMessage } from 'node:http'
import { compile } from '@fastify/proxy-addr'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import { internalHeaders } from './headers.ts'
import { uuidv7Ids } from './ids.ts'
import type { Logger } from './logger.ts'
import { boundSockets } from './sockets-of-addresses.ts'
import { boundUnfinishedBodies, slowestBody } from './unfinished-bodies.ts'

export type HttpServerOptions = {
  logger: Logger
  /** Largest request body; 1 MiB unless told. */
  bodyLimitBytes?: number
  /** Whether X-Forwarded-* is believed: always, from these addresses, or from so many proxies in front. */
  trustProxy?: boolean | number | string | string[]
  /** A connection on which a request is open and no byte moves for so long is cut; a minute unless told. */
  stalledAfterMs?: number
  /** Whether anybody can reach it: then the connections and unfinished bodies of an address are bounded. */
  isPublic?: boolean
  /** How often a body is looked at that comes slowly; 10 s unless told. */
  slowBodyEveryMs?: number
}

const requestIdShape = /^[\w.:-]{1,128}$/

/**
 * The one HTTP server. Takes over a well-formed request id or makes one, keeps connections longer than its clients do, answers faults
 * without saying anything of the inside, and finishes what it has begun when it is closed.
 */
export function createHttpServer({
  logger,
  bodyLimitBytes = 1024 * 1024,
  trustProxy = false,
  stalledAfterMs = 60_000,
  isPublic = false,
  slowBodyEveryMs = slowestBody.everyMs,
}: HttpServerOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // Each line says its request's id by itself; a logger a request costs more than most lines are worth.
    childLoggerFactory: (parent) => parent,
    bodyLimit: bodyLimitBytes,
    trustProxy: typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy,
    // Longer than the idle time of the gateway's pool, so that the client closes first and no request meets a closing socket.
    keepAliveTimeout: 75_000,
    requestTimeout: 60_000,
    // A request that is not even begun; node looks at its connections this often.
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    // Whoever asks and never reads would keep the answer in memory, and a place among the operations, for ever.
    connectionTimeout: stalledAfterMs,
    frameworkErrors: (error, request: FastifyRequest, reply: FastifyReply) =>
      reply.status(error.statusCode ?? 400).send({ message: 'This address cannot be read.', requestId: request.id }),
    genReqId: (request) => {
      const given = request.headers[internalHeaders.requestId]
      return typeof given === 'string' && requestIdShape.test(given) ? given : uuidv7Ids.next()
    },
  })
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500)
      request.log.error(
        { err: error, method: request.method, path: pathOf(request), requestId: request.id },
        'request failed',
      )
    const message = status >= 500 ? 'Something went wrong here. Try again in a moment.' : error.message
    return reply.status(status).send({ message, requestId: request.id })
  })
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode === 413) await discardRest(request.raw)
    if (reply.statusCode === 429) await discardRest(request.raw, refusedBodyPause)
  })
  if (isPublic) {
    boundSockets(app.server, trustOf(trustProxy), logger)
    boundUnfinishedBodies(app, logger, slowBodyEveryMs)
  }
  endKeptConnectionsOnClose(app)
  return app
}

/** The path alone: what follows it may be a credential, as the signature of an export's link is. */
const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? ''

/** Whether an address that connects is a proxy of ours. With a number of proxies nobody else connects. */
function trustOf(trustProxy: NonNullable<HttpServerOptions['trustProxy']>): (address: string) => boolean {
  if (typeof trustProxy === 'boolean') return () => trustProxy
  if (typeof trustProxy === 'number') return () => trustProxy > 0
  const isTrusted = compile(trustProxy)
  return (address) => isTrusted(address, 0)
}

const maxDiscardedBytes = 64 * 1024 * 1024
const longestDiscardMs = 5_000
/** Whoever is told to send less is not read as fast as they send: reading and throwing away costs as much as reading. 1 MB takes 3 s. */
const refusedBodyPause = { afterBytes: 64 * 1024, ms: 200 }

/** Reads what is left of a body that is refused, with pauses where told. A client whose connection ends while it still sends never reads why. */
async function discardRest(body: IncomingMessage, pause?: typeof refusedBodyPause): Promise<void> {
  if (body.readableEnded || body.destroyed) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, longestDiscardMs)
  let resuming: NodeJS.Timeout | undefined
  let discarded = 0
  let sincePause = 0
  body.on('data', ({ length }: Buffer) => {
    discarded += length
    sincePause += length
    if (discarded > maxDiscardedBytes) resolve()
    if (!pause || sincePause < pause.afterBytes) return
    sincePause = 0
    body.pause()
    resuming = setTimeout(() => body.resume(), pause.ms)
  })
  body.once('end', resolve).once('close', resolve).resume()
  await promise
  clearTimeout(timer)
  clearTimeout(resuming)
}

/** A connection whose last request ends while the server closes would stay open for the client's next one, and the server with it. */
function endKeptConnectionsOnClose(app: FastifyInstance): void {
  let closing: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    closing = setInterval(() => app.server.closeIdleConnections(), 20)
  })
  app.addHook('onClose', async () => clearInterval(closing))
}
