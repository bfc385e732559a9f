import type { OperationObserver } from '@forum/graphql-kit'
import { type Logger, tracedFrom } from '@forum/service-kit'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AdmissionDeps, type Admitted, type Asking, admit } from '../admission/admit.ts'
import type { Caller } from '../admission/caller.ts'
import { readDocumentRequest, readOperationRequest } from '../admission/read-body.ts'
import type { PersistedQueries } from '../documents/persisted-queries.ts'
import type { Answer, OperationExecutor } from '../federation/operation-executor.ts'
import { largeAnswerBytes, prices } from '../limits/caller-limits.ts'
import type { InFlightLimit } from '../limits/in-flight-limit.ts'
import { setRateLimitHeaders } from '../limits/rate-limit-headers.ts'
import type { Traffic } from '../limits/traffic.ts'
import { type Visit, visitOf } from '../limits/visit.ts'
import type { OperationPlanner } from '../planning/operation-planner.ts'
import { mediaTypeFor, type Refusal, Refused, sendRefusal } from '../refusal.ts'
import type { UsageReporter } from '../usage/usage-reporter.ts'
import { bytesOf, compressAnswer } from './compress-answer.ts'
import type { GuestAnswers } from './guest-answers.ts'

export type GraphqlRouteDeps = {
  executor: OperationExecutor
  observer: OperationObserver
  admission: AdmissionDeps
  planner: OperationPlanner
  persisted: PersistedQueries
  /** Told of each mutation that was executed, before it is answered: its root fields, and the texts in which it names things. */
  onMutation: (fields: readonly string[], texts: readonly string[]) => void
  inFlight: InFlightLimit
  traffic: Traffic
  usage: UsageReporter
  logger: Logger
  /** Answers guests who ask for the same at once; null answers each by itself. */
  guests: GuestAnswers | null
  /** Answers a person's browser that opens /graphql; null leaves GET to programs. */
  sendPage: ((reply: FastifyReply) => FastifyReply) | null
}

/**
 * POST /graphql, and GET for queries: admission first, then exactly what was admitted is executed, however it came. GET /documents/HASH is
 * the anonymous answer to a persisted query, which caches between here and its readers may keep.
 */
export function registerGraphql(app: FastifyInstance, deps: GraphqlRouteDeps): void {
  const { persisted, inFlight, traffic, usage, sendPage } = deps
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

  const ask = async (request: FastifyRequest, reply: FastifyReply, asking: Asking) => {
    const visit = visitOf(traffic, request)
    let admitted: Admitted | null = null
    void untilEnded(reply).then(() => report(request, reply, admitted))
    admitted = await admit(deps.admission, request, reply, visit, asking)
    return { answer: await answer(deps, admitted, visit), caller: admitted.caller }
  }

  // Before the body is read: whoever has too much under way has nothing more read.
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    const visit = visitOf(traffic, request)
    // A place that is free while the work goes on would be none: who asks and leaves at once would fill the queues behind it.
    void untilEnded(reply).then(() => visit.leave())
    visit.arrive()
    visit.enter()
    visit.enterBody(request.headers)
    // Last: what a caller's own limits refuse takes no place of everybody's.
    inFlight.enter()
    void untilEnded(reply).then(() => inFlight.leave())
  }

  const errorHandler = (error: FastifyError | Refused, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(error, request, deps.logger)
    refused.set(request, refusal.code)
    if (isCallersFault(refusal)) {
      // One line each; whoever sends many is soon refused by a limit, whose lines are few.
      deps.logger.info({ requestId: request.id, code: refusal.code, status: refusal.status }, 'request refused')
      visitOf(traffic, request).wasRefused()
    }
    return sendRefusal(request, reply, refusal)
  }

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest,
    onSend: async (request, reply) => {
      const visit = visitOf(traffic, request)
      setRateLimitHeaders(reply, visit.kind, visit.left())
    },
    handler: async (request, reply) => {
      if (request.method !== 'POST' && sendPage && wantsPage(request)) {
        visitOf(traffic, request).pay(prices.document)
        return sendPage(reply)
      }
      const { answer: given, caller } = await ask(request, reply, {
        read: () => readOperationRequest(request, persisted),
        isAnonymous: false,
      })
      reply.type(`${mediaTypeFor(request)}; charset=utf-8`).header('cache-control', 'private, no-store')
      // Only queries: what a session mutation hands over stands beside what its client sent, and the length of both compressed would tell of it.
      return reply.send(caller.isMutation ? bytesOf(given) : await compressAnswer(request, reply, given))
    },
    errorHandler,
  })

  app.get<{ Params: { hash: string } }>('/documents/:hash', {
    onRequest,
    handler: async (request, reply) => {
      const { answer: given } = await ask(request, reply, {
        read: () => readDocumentRequest(request, request.params.hash, persisted),
        isAnonymous: true,
      })
      // What failed is nobody else's.
      reply.header('cache-control', given.codes.length === 0 ? 'public, max-age=2' : 'private, no-store')
      reply.type('application/json; charset=utf-8')
      return reply.send(await compressAnswer(request, reply, given))
    },
    errorHandler,
  })
}

/** What costs an address its allowance of malformed requests. */
const isCallersFault = ({ status, code, reason }: Refusal): boolean =>
  (status >= 400 && status < 500 && code !== 'RATE_LIMITED' && code !== 'UNAUTHENTICATED') || reason === 'BAD_TOKEN'

/** Executes what was admitted, when it is its caller's turn, and charges what it took beyond its price. */
function answer(deps: GraphqlRouteDeps, admitted: Admitted, visit: Visit): Promise<Answer> {
  const { executor, observer, planner, persisted, admission, guests } = deps
  const { wanted, fields, hash, caller, price, workKey, estimate } = admitted
  const answerInTurn = async (): Promise<Answer> => {
    const prepared = await planner.prepare(wanted)
    if (hash !== null) persisted.keep(hash, wanted.query)
    const began = performance.now()
    const execute = async (asked: Caller): Promise<Answer> => {
      const measured = admission.work.begin(workKey, estimate)
      return executor.execute(prepared, asked).finally(() => {
        const unexpected = admission.work.end(measured) - price
        if (price > 0 && unexpected > prices.unexpected) visit.charge(unexpected)
      })
    }
    const given = await (guests && caller.isGuest ? guests.answer(prepared, caller, execute) : execute(caller))
    if (price > 0 && given.text.length > largeAnswerBytes)
      visit.charge((given.text.length / 100_000) * prices.largeAnswer)
    // Also of one that failed: a part of it may have been done.
    if (caller.isMutation) deps.onMutation(fields, [wanted.query, JSON.stringify(wanted.variables), given.text])
    observer.ended(caller, began, given.codes)
    caller.errorCode = given.codes[0] ?? null
    return given
  }
  return tracedFrom(
    caller.traceParent,
    `graphql ${caller.operation}`,
    { kind: 'server', attributes: { 'forum.request_id': caller.requestId } },
    () => visit.run(price, answerInTurn),
  )
}

const ends = new WeakMap<FastifyReply, Promise<void>>()

/** Resolves when an answer has ended. A client that goes away ends it too: then there is a `close` without a `finish`. */
function untilEnded(reply: FastifyReply): Promise<void> {
  const known = ends.get(reply)
  if (known) return known
  const { raw } = reply
  const end = new Promise<void>((resolve) => {
    if (raw.destroyed) resolve()
    else raw.once('finish', resolve).once('close', resolve)
  })
  ends.set(reply, end)
  return end
}

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
