import type { OperationObserver } from '@forum/graphql-kit'
import { type Logger, tracedFrom } from '@forum/service-kit'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AdmissionDeps, type Admitted, admit } from '../admission/admit.ts'
import type { OperationExecutor } from '../federation/operation-executor.ts'
import { largeAnswerBytes, prices } from '../limits/caller-limits.ts'
import type { InFlightLimit } from '../limits/in-flight-limit.ts'
import { setRateLimitHeaders } from '../limits/rate-limit-headers.ts'
import type { Traffic } from '../limits/traffic.ts'
import { type Visit, visitOf } from '../limits/visit.ts'
import type { OperationPlanner, PreparedOperation } from '../planning/operation-planner.ts'
import { mediaTypeFor, type Refusal, Refused, sendRefusal } from '../refusal.ts'
import type { UsageReporter } from '../usage/usage-reporter.ts'
import { compressAnswer } from './compress-answer.ts'

export type GraphqlRouteDeps = {
  executor: OperationExecutor
  observer: OperationObserver
  admission: AdmissionDeps
  planner: OperationPlanner
  inFlight: InFlightLimit
  traffic: Traffic
  usage: UsageReporter
  logger: Logger
  /** Answers a person's browser that opens /graphql; null leaves GET to programs. */
  sendPage: ((reply: FastifyReply) => FastifyReply) | null
}

/** POST /graphql, and GET for queries: admission first, then exactly what was admitted is executed, however it came. */
export function registerGraphql(app: FastifyInstance, deps: GraphqlRouteDeps): void {
  const { planner, admission, inFlight, traffic, usage, sendPage } = deps
  const refused = new WeakMap<FastifyRequest, string>()

  const report = (request: FastifyRequest, reply: FastifyReply, admitted: Admitted | null): void => {
    const client = request.headers['apollographql-client-name']
    usage.add({
      operationName: admitted?.wanted.operationName,
      clientName: typeof client === 'string' ? client : undefined,
      durationMs: reply.elapsedTime,
      code: refused.get(request) ?? admitted?.caller.errorCode ?? null,
    })
  }

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    // Before the body is read: whoever has too much under way has nothing more read.
    onRequest: async (request, reply) => {
      const visit = visitOf(traffic, request)
      // A place that is free while the work goes on would be none: who asks and leaves at once would fill the queues behind it.
      void untilEnded(reply).then(() => visit.leave())
      visit.arrive()
      visit.enter()
      visit.enterBody(request.headers)
      // Last: what a caller's own limits refuse takes no place of everybody's.
      inFlight.enter()
      void untilEnded(reply).then(() => inFlight.leave())
    },
    onSend: async (request, reply) => {
      const visit = visitOf(traffic, request)
      setRateLimitHeaders(reply, visit.kind, visit.left())
    },
    handler: async (request, reply) => {
      const visit = visitOf(traffic, request)
      if (request.method !== 'POST' && sendPage && wantsPage(request)) {
        visit.pay(prices.document)
        return sendPage(reply)
      }
      let admitted: Admitted | null = null
      void untilEnded(reply).then(() => report(request, reply, admitted))
      admitted = await admit(admission, request, reply, visit)
      const { caller } = admitted
      const entered = admitted
      const execute = async () => answer(deps, entered, await planner.prepare(entered.wanted), visit, request, reply)
      return tracedFrom(
        caller.traceParent,
        `graphql ${caller.operation}`,
        { kind: 'server', attributes: { 'forum.request_id': caller.requestId } },
        () => visit.run(entered.price, execute),
      )
    },
    errorHandler: (error: FastifyError | Refused, request, reply) => {
      const refusal = refusalOf(error, request, deps.logger)
      refused.set(request, refusal.code)
      if (isCallersFault(refusal)) {
        // One line each; whoever sends many is soon refused by a limit, whose lines are few.
        deps.logger.info({ requestId: request.id, code: refusal.code, status: refusal.status }, 'request refused')
        visitOf(traffic, request).wasRefused()
      }
      return sendRefusal(request, reply, refusal)
    },
  })
}

/** What costs an address its allowance of malformed requests. */
const isCallersFault = ({ status, code, reason }: Refusal): boolean =>
  (status >= 400 && status < 500 && code !== 'RATE_LIMITED' && code !== 'UNAUTHENTICATED') || reason === 'BAD_TOKEN'

async function answer(
  { executor, observer, admission: { work } }: GraphqlRouteDeps,
  { caller, price, workKey, estimate }: Admitted,
  prepared: PreparedOperation,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const began = performance.now()
  const measured = work.begin(workKey, estimate)
  const { text, codes } = await executor.execute(prepared, caller).finally(() => {
    const unexpected = work.end(measured) - price
    if (price > 0 && unexpected > prices.unexpected) visit.charge(unexpected)
  })
  if (price > 0 && text.length > largeAnswerBytes) visit.charge((text.length / 100_000) * prices.largeAnswer)
  observer.ended(caller, began, codes)
  caller.errorCode = codes[0] ?? null
  reply.type(`${mediaTypeFor(request)}; charset=utf-8`).header('cache-control', 'private, no-store')
  // Only queries: what a session mutation hands over stands beside what its client sent, and the length of both compressed would tell of it.
  return reply.send(caller.isMutation ? text : await compressAnswer(request, reply, text))
}

/** Resolves when an answer has ended. A client that goes away ends it too: then there is a `close` without a `finish`. */
const untilEnded = ({ raw }: FastifyReply): Promise<void> =>
  new Promise((resolve) => {
    if (raw.destroyed) resolve()
    else raw.once('finish', resolve).once('close', resolve)
  })

const wantsPage = ({ headers, query }: FastifyRequest): boolean =>
  (headers.accept ?? '').includes('text/html') && !Object.hasOwn(Object(query), 'query')

/** What a request is told that has no answer. */
function refusalOf(error: FastifyError | Refused, request: FastifyRequest, logger: Logger): Refusal {
  if (error instanceof Refused) return error.refusal
  const status = error.statusCode ?? 500
  if (status === 413) return { status, code: 'PAYLOAD_TOO_LARGE', message: 'A request may have 1 MB at most.' }
  if (status === 415) return { status, code: 'BAD_REQUEST', message: 'Send the request as application/json.' }
  if (status >= 400 && status < 500)
    return { status, code: 'BAD_REQUEST', message: 'The request is not readable JSON.' }
  logger.error({ err: error, requestId: request.id }, 'a request failed')
  return { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong here. Try again in a moment.' }
}
