import { randomUUID } from 'node:crypto'
import { type CookieNames, callerSignal, internalHeaders, shortCharacters } from '@forum/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type GraphQLSchema, OperationTypeNode } from 'graphql'
import { chooseOperation } from '../documents/choose-operation.ts'
import { isKept, parseDocument } from '../documents/parse-document.ts'
import { rootFields } from '../documents/root-fields.ts'
import { prices } from '../limits/caller-limits.ts'
import { checkLimits } from '../limits/operation-limits.ts'
import { estimateOf } from '../limits/operation-price.ts'
import { isHeavy, weightOf } from '../limits/operation-weight.ts'
import { type Estimate, type OperationWork, operationKey } from '../limits/operation-work.ts'
import { isSeeding } from '../limits/seeding.ts'
import { isLengthUnsaid, type Visit } from '../limits/visit.ts'
import type { WantedOperation } from '../planning/operation-planner.ts'
import { Refused } from '../refusal.ts'
import { knownName } from '../usage/known-name.ts'
import type { VisitorCookies } from '../visitor/visitor-cookie.ts'
import { Caller } from './caller.ts'
import { checkScope } from './check-scope.ts'
import { type ForumCookies, hasForumCookie, readForumCookies } from './cookies.ts'
import { readCredentials, type Verifier, viewerOf } from './credentials.ts'
import { checkOrigin, isOwnOrigin } from './origin.ts'
import type { OperationRequest } from './read-body.ts'
import { sessionOperation } from './session-mutation.ts'

export type AdmissionDeps = {
  publicUrl: string
  cookieNames: CookieNames
  gatewaySecret: string
  schema: GraphQLSchema
  verifier: Verifier
  visitors: VisitorCookies
  work: OperationWork
  /** Names under which an operation is counted and logged. */
  knownOperations: ReadonlySet<string>
  /** Whether an operation can be executed without being planned first. */
  isPlanned: (wanted: WantedOperation) => boolean
}
/** How a request asks. */
export type Asking = {
  /** What is asked; may be called in a later turn of the event loop. @throws Refused */
  read: () => OperationRequest
  /** Whether it is answered as to somebody without an account, whatever it presents. */
  isAnonymous: boolean
}
/** What is let in: the operation, who asks, what it was paid with, and under which key its work is known. */
export type Admitted = {
  wanted: WantedOperation
  /** The names of its root fields. */
  fields: readonly string[]
  /** Under which its text is to be kept when it proves to be valid. */
  hash: string | null
  caller: Caller
  price: number
  workKey: string
  estimate: Estimate
}

const noCookies: ForumCookies = { access: null, refresh: null, device: null, visitor: null }

/**
 * The one way in: who asks, from where, and for how much. Runs before anything is planned.
 *
 * @throws Refused with what the client is told
 */
export async function admit(
  deps: AdmissionDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  { read, isAnonymous }: Asking,
): Promise<Admitted> {
  const { publicUrl, verifier, visitors } = deps
  const cookies = isAnonymous ? noCookies : readForumCookies(request.headers.cookie, deps.cookieNames)
  const presented = readCredentials(isAnonymous ? undefined : request.headers.authorization, cookies)
  if (hasForumCookie(cookies)) checkOrigin(request, publicUrl)

  const { wanted, hash, operation, isMutation, session, measured } = await measureInTurn(deps, request, visit, read)
  const viewer = await viewerOf(presented, session?.name ?? null, verifier)
  if (viewer) visit.belongsTo(viewer)
  checkScope(viewer, wanted.document, operation)
  const weight = weightOf(measured, !deps.isPlanned(wanted))
  const estimate = estimateOf(weight, isMutation)
  if (isHeavy(weight)) visit.enter('heavy_under_way')
  const workKey = operationKey(wanted.query, operation, measured.cost)
  const fields = rootFields(wanted.document, operation).map(({ name }) => name.value)
  const isFree = isSeeding(viewer, fields)
  const price = isFree ? 0 : Math.min(prices.dearest, deps.work.expected(workKey, estimate))
  visit.pay(price + (weight.uncachedPlan && !isFree ? prices.plan : 0))

  const visitorId = visitors.read(cookies.visitor)
  // Only a browser on our own pages keeps cookies; a program that is counted once a request would be counted as a crowd.
  if (!isAnonymous && !visitorId && !viewer && isOwnOrigin(request, publicUrl))
    reply.header('set-cookie', visitors.issue(visit.ip))
  const caller = new Caller({
    gatewaySecret: deps.gatewaySecret,
    requestId: request.id,
    operation: knownName(deps.knownOperations, wanted.operationName),
    traceParent: traceParentOf(request),
    clientAddress: visit.ip,
    userAgent: (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 512),
    visitorId,
    viewer,
    accessToken: presented.accessToken || null,
    refreshCookie: presented.refreshCookie,
    deviceCookie: cookies.device,
    sessionMutation: session?.name ?? null,
    isMutation,
    gone: callerSignal(reply.raw),
    setCookie: (cookie) => void reply.header('set-cookie', cookie),
  })
  return { wanted, fields, hash, caller, price, workKey, estimate }
}

/** What is short and known costs no more than looking it up; all else waits for its turn of the event loop. */
async function measureInTurn(
  deps: AdmissionDeps,
  request: FastifyRequest,
  visit: Visit,
  read: Asking['read'],
): Promise<Measured> {
  if (!isShort(request)) return visit.compute(() => measure(deps, request, visit, read()))
  const asked = read()
  return isKept(asked.query)
    ? measure(deps, request, visit, asked)
    : visit.compute(() => measure(deps, request, visit, asked))
}

const isShort = ({ headers }: FastifyRequest): boolean =>
  !isLengthUnsaid(headers) && Number(headers['content-length'] ?? 0) <= shortCharacters

type Measured = ReturnType<typeof measure>

/** What is asked, and how much that is: the part of admission that walks the text, in one go. @throws Refused */
function measure(
  { publicUrl, schema }: AdmissionDeps,
  request: FastifyRequest,
  visit: Visit,
  { query, operationName, variables, hash }: OperationRequest,
) {
  if (!isKept(query)) visit.payAsAddress((query.length / 1_000) * prices.parsing)
  const document = parseDocument(query)
  const operation = chooseOperation(document, operationName)
  const isMutation = operation.operation === OperationTypeNode.MUTATION
  if (isMutation && request.method !== 'POST')
    throw new Refused({ status: 405, code: 'BAD_REQUEST', message: 'Mutations are sent with POST.', allow: 'POST' })
  const session = sessionOperation(document, operation, variables)
  if (session?.asksForCookies) checkOrigin(request, publicUrl)
  const measured = checkLimits(schema, document, operation, variables)
  const wanted: WantedOperation = { query, document, operationName, variables }
  return { wanted, hash, operation, isMutation, session, measured }
}

/** Who reads HTML: nobody in particular. */
export const anonymousCaller = (request: FastifyRequest, gone: AbortSignal, gatewaySecret: string): Caller =>
  new Caller({
    gatewaySecret,
    requestId: request.id,
    operation: 'page',
    traceParent: traceParentOf(request),
    clientAddress: request.ip,
    userAgent: '',
    visitorId: null,
    viewer: null,
    accessToken: null,
    refreshCookie: null,
    deviceCookie: null,
    sessionMutation: null,
    isMutation: false,
    gone,
    setCookie: () => {},
  })

/** The caller's trace (W3C Trace Context), or a new one. */
function traceParentOf({ headers }: FastifyRequest): string {
  const given = headers[internalHeaders.traceParent]
  if (typeof given === 'string' && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given)) return given
  // Node keeps random bytes in store for UUIDs; asking the system for each id took a twentieth of a small request.
  const digits = () => randomUUID().replaceAll('-', '')
  return `00-${digits()}-${digits().slice(-16)}-01`
}
