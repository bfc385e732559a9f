import { type ApolloServer, HeaderMap } from '@apollo/server'
import type { Logger } from '@forum/service-kit'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AdmissionDeps, type Admitted, admit } from '../admission/admit.ts'
import type { GatewayContext } from '../admission/caller.ts'
import type { InFlightLimit } from '../limits/in-flight-limit.ts'
import { mediaTypeFor, type Refusal, Refused, sendRefusal } from '../refusal.ts'
import type { UsageReporter } from '../usage/usage-reporter.ts'
import { compressAnswer } from './compress-answer.ts'

export type GraphqlRouteDeps = {
  server: ApolloServer<GatewayContext>
  admission: AdmissionDeps
  inFlight: InFlightLimit
  usage: UsageReporter
  logger: Logger
  /** Answers a person's browser that opens /graphql; null leaves GET to programs. */
  sendPage: ((reply: FastifyReply) => FastifyReply) | null
}

/** POST /graphql, and GET for queries: admission first, then Apollo Server with exactly what was admitted, however it came. */
export function registerGraphql(app: FastifyInstance, deps: GraphqlRouteDeps): void {
  const { server, admission, inFlight, usage, sendPage } = deps
  const refused = new WeakMap<FastifyRequest, string>()

  const report = (request: FastifyRequest, reply: FastifyReply, admitted: Admitted | null): void => {
    const client = request.headers['apollographql-client-name']
    usage.add({
      operationName: admitted?.request.operationName,
      clientName: typeof client === 'string' ? client : undefined,
      durationMs: reply.elapsedTime,
      code: refused.get(request) ?? admitted?.caller.errorCode ?? null,
    })
  }

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: async (request, reply) => {
      if (request.method !== 'POST' && sendPage && wantsPage(request)) return sendPage(reply)
      let admitted: Admitted | null = null
      inFlight.enter()
      onceEnded(reply, () => {
        inFlight.leave()
        report(request, reply, admitted)
      })
      admitted = await admit(admission, request, reply)
      return answer(server, admitted, request, reply)
    },
    errorHandler: (error: FastifyError | Refused, request, reply) => {
      const refusal = refusalOf(error, request, deps.logger)
      refused.set(request, refusal.code)
      return sendRefusal(request, reply, refusal)
    },
  })
}

/**
 * Apollo Server is told what admission read, never the request itself: two readers of one query string may read two things, and what it
 * would refuse for its headers it would refuse only after it had done it.
 */
async function answer(
  server: ApolloServer<GatewayContext>,
  { request: { query, operationName, variables }, caller }: Admitted,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([['accept', mediaTypeFor(request)]]),
      search: '',
      // It takes an absent operationName, but no undefined one.
      body: { query, variables, ...(operationName ? { operationName } : {}) },
    },
    context: async () => ({ caller }),
  })
  if (body.kind !== 'complete') throw new Error('an incremental answer, although this schema offers none')
  reply
    .status(status ?? 200)
    .headers(Object.fromEntries(headers))
    .header('cache-control', 'private, no-store')
  // Only queries: what a session mutation hands over stands beside what its client sent, and the length of both compressed would tell of it.
  return reply.send(caller.isMutation ? body.string : await compressAnswer(request, reply, body.string))
}

/** A client that goes away ends its answer too: then there is a `close` without a `finish`. */
function onceEnded(reply: FastifyReply, then: () => void): void {
  let hasEnded = false
  const end = () => {
    if (hasEnded) return
    hasEnded = true
    then()
  }
  reply.raw.once('finish', end).once('close', end)
}

const wantsPage = ({ headers, query }: FastifyRequest): boolean =>
  (headers.accept ?? '').includes('text/html') && !Object.hasOwn(Object(query), 'query')

/** What a request that failed before Apollo Server is told. */
function refusalOf(error: FastifyError | Refused, request: FastifyRequest, logger: Logger): Refusal {
  if (error instanceof Refused) return error.refusal
  const status = error.statusCode ?? 500
  if (status === 413) return { status, code: 'PAYLOAD_TOO_LARGE', message: 'A request may have 1 MB at most.' }
  if (status === 415) return { status, code: 'BAD_REQUEST', message: 'Send the request as application/json.' }
  if (status >= 400 && status < 500)
    return { status, code: 'BAD_REQUEST', message: 'The request is not readable JSON.' }
  logger.error({ err: error, requestId: request.id }, 'a request failed before its operation ran')
  return { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong here. Try again in a moment.' }
}
