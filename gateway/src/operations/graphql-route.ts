import type { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { Logger } from '@forum/service-kit'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AdmissionDeps, type Admitted, admit } from '../admission/admit.ts'
import type { GatewayContext } from '../admission/caller.ts'
import type { OperationRequest } from '../admission/read-body.ts'
import { type Refusal, Refused, sendRefusal } from '../admission/refusal.ts'
import type { InFlightLimit } from '../limits/in-flight-limit.ts'
import type { UsageReporter } from '../usage/usage-reporter.ts'

export type GraphqlRouteDeps = {
  server: ApolloServer<GatewayContext>
  admission: AdmissionDeps
  inFlight: InFlightLimit
  usage: UsageReporter
  logger: Logger
  /** Answers a person's browser that opens /graphql; null leaves GET to programs. */
  sendPage: ((reply: FastifyReply) => FastifyReply) | null
}

/** POST /graphql, and GET for queries: admission first, then Apollo Server with exactly what was admitted. */
export function registerGraphql(app: FastifyInstance, deps: GraphqlRouteDeps): void {
  const { server, admission, inFlight, usage, sendPage } = deps
  const admitted = new WeakMap<FastifyRequest, Admitted>()
  const refused = new WeakMap<FastifyRequest, string>()

  const report = (request: FastifyRequest, reply: FastifyReply): void => {
    const entry = admitted.get(request)
    const client = request.headers['apollographql-client-name']
    usage.add({
      operationName: entry?.request.operationName,
      clientName: typeof client === 'string' ? client : undefined,
      durationMs: reply.elapsedTime,
      code: refused.get(request) ?? entry?.caller.errorCode ?? null,
    })
  }

  const handler = fastifyApolloHandler(server, {
    context: async (request) => {
      const entry = admitted.get(request)
      if (!entry) throw new Error('a request reached Apollo Server without admission')
      return { caller: entry.caller }
    },
  })

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler,
    preHandler: async (request, reply) => {
      if (request.method !== 'POST' && sendPage && wantsPage(request)) return sendPage(reply)
      inFlight.enter()
      onceEnded(reply, () => {
        inFlight.leave()
        report(request, reply)
      })
      const entry = await admit(admission, request, reply)
      admitted.set(request, entry)
      if (request.method === 'POST') request.body = apolloBody(entry.request)
      return undefined
    },
    // After Apollo Server, which has an opinion of its own.
    onSend: async (_request, reply) => {
      if (!reply.hasHeader('cache-control') || reply.getHeader('cache-control') === 'no-store')
        reply.header('cache-control', 'private, no-store')
    },
    errorHandler: (error: FastifyError | Refused, request, reply) => {
      const refusal = refusalOf(error, request, deps.logger)
      refused.set(request, refusal.code)
      return sendRefusal(request, reply, refusal)
    },
  })
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

// Apollo Server takes an absent operationName, but no undefined one.
const apolloBody = ({ query, operationName, variables }: OperationRequest) => ({
  query,
  variables,
  ...(operationName ? { operationName } : {}),
})

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
