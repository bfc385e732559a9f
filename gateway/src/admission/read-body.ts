import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { hashOf } from '../documents/hash-of.ts'
import type { PersistedQueries } from '../documents/persisted-queries.ts'
import { Refused } from '../refusal.ts'
import { checkText } from './check-text.ts'

/** What a client asks, however it came. */
export type OperationRequest = {
  query: string
  operationName: string | undefined
  variables: Record<string, unknown>
  /** Under which the client wants its text to be kept; it is the text's hash. */
  hash: string | null
}

const jsonObject = z.record(z.string(), z.unknown())
const body = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: jsonObject.nullish(),
  extensions: jsonObject.nullish(),
})
const persistedQuery = z.object({ version: z.literal(1), sha256Hash: z.string() })

/** Reads a GraphQL request from a POST's JSON or a GET's (or HEAD's) parameters. @throws Refused */
export function readOperationRequest(
  { method, url, body: posted, query: parameters }: Pick<FastifyRequest, 'method' | 'url' | 'body' | 'query'>,
  persisted: PersistedQueries,
): OperationRequest {
  if (method !== 'POST') checkAddress(url)
  if (Array.isArray(posted)) throw badRequest('Send one operation a request: batching is not offered.')
  const read = body.safeParse(method === 'POST' ? posted : fromParameters(parameters))
  if (!read.success)
    throw badRequest('Send a JSON object with `query`, and where needed `operationName` and `variables` (an object).')
  const { query: given, operationName, variables, extensions } = read.data
  if (given) persisted.check(given)
  const { query, hash } = given
    ? withHash(given, extensions?.persistedQuery)
    : kept(extensions?.persistedQuery, persisted)
  checkText([query, operationName, variables])
  return { query, operationName: operationName || undefined, variables: variables ?? {}, hash }
}

/** Reads what is asked by GET /documents/HASH?variables={…}. @throws Refused */
export function readDocumentRequest(
  { url, query: parameters }: Pick<FastifyRequest, 'url' | 'query'>,
  sha256Hash: string,
  persisted: PersistedQueries,
): OperationRequest {
  checkAddress(url)
  const query = persisted.textOf(sha256Hash)
  if (query === undefined)
    throw new Refused({
      status: 404,
      code: 'PERSISTED_QUERY_NOT_FOUND',
      message:
        'No operation is kept under this hash. Send it once to POST /graphql with `extensions.persistedQuery`, and come again.',
    })
  const read = body.safeParse(fromParameters(parameters))
  if (!read.success) throw badRequest('`variables` is a JSON object.')
  const { operationName, variables } = read.data
  checkText([operationName, variables])
  return { query, operationName: operationName || undefined, variables: variables ?? {}, hash: null }
}

function withHash(query: string, asked: unknown): { query: string; hash: string | null } {
  if (asked === undefined || asked === null) return { query, hash: null }
  const read = persistedQuery.safeParse(asked)
  if (!read.success) throw badRequest('`extensions.persistedQuery` has `version` 1 and `sha256Hash`.')
  const { sha256Hash: hash } = read.data
  if (hash !== hashOf(query))
    throw badRequest(
      '`sha256Hash` is not the SHA-256 of `query`, in lower-case hexadecimal. Send the right one, or none.',
    )
  return { query, hash }
}

function kept(asked: unknown, persisted: PersistedQueries): { query: string; hash: null } {
  if (!asked) throw badRequest('`query` is missing: send a GraphQL operation.')
  const read = persistedQuery.safeParse(asked)
  const query = read.success ? persisted.textOf(read.data.sha256Hash) : undefined
  if (query === undefined)
    throw new Refused({
      status: 200,
      code: 'PERSISTED_QUERY_NOT_FOUND',
      message: 'No operation is kept under this hash: send it once with its whole text.',
    })
  return { query, hash: null }
}

/** @throws Refused */
function checkAddress(url: string): void {
  if (!isUtf8Query(url)) throw badRequest('The address is not UTF-8: send its parameters percent-encoded in UTF-8.')
}

/** Whether percent-encoding hides no bytes that are not UTF-8. */
function isUtf8Query(url: string): boolean {
  try {
    // A percent sign that encodes nothing stands for itself.
    decodeURIComponent(url.slice(url.indexOf('?') + 1).replace(/%(?![0-9a-f]{2})/gi, '%25'))
    // Bytes that are not encoded at all come as the characters of Latin-1.
    return /^[\x21-\x7e]*$/.test(url)
  } catch {
    return false
  }
}

function fromParameters(parameters: unknown): unknown {
  const { variables, extensions, ...others } = jsonObject.catch({}).parse(parameters)
  return { ...others, variables: parseJson('variables', variables), extensions: parseJson('extensions', extensions) }
}

function parseJson(name: string, text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest(`\`${name}\` is not JSON.`)
  }
}

const badRequest = (message: string) => new Refused({ status: 400, code: 'BAD_REQUEST', message })
