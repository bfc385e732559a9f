import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refused } from '../refusal.ts'
import { checkText } from './check-text.ts'

/** What a client asks, however it came. */
export type OperationRequest = { query: string; operationName: string | undefined; variables: Record<string, unknown> }

const jsonObject = z.record(z.string(), z.unknown())
const body = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: jsonObject.nullish(),
  extensions: jsonObject.nullish(),
})

/** Reads a GraphQL request from a POST's JSON or a GET's (or HEAD's) parameters. @throws Refused */
export function readOperationRequest({
  method,
  url,
  body: posted,
  query: parameters,
}: Pick<FastifyRequest, 'method' | 'url' | 'body' | 'query'>): OperationRequest {
  if (method !== 'POST' && !isUtf8Query(url))
    throw badRequest('The address is not UTF-8: send its parameters percent-encoded in UTF-8.')
  if (Array.isArray(posted)) throw badRequest('Send one operation a request: batching is not offered.')
  const read = body.safeParse(method === 'POST' ? posted : fromParameters(parameters))
  if (!read.success)
    throw badRequest('Send a JSON object with `query`, and where needed `operationName` and `variables` (an object).')
  const { query, operationName, variables, extensions } = read.data
  if (!query) {
    if (extensions?.persistedQuery)
      throw new Refused({
        status: 200,
        code: 'PERSISTED_QUERY_NOT_FOUND',
        message: 'Send the whole operation: none is kept here.',
      })
    throw badRequest('`query` is missing: send a GraphQL operation.')
  }
  checkText([query, operationName, variables])
  return { query, operationName: operationName || undefined, variables: variables ?? {} }
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
