import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refused } from '../refusal.ts'

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
  body: posted,
  query: parameters,
}: Pick<FastifyRequest, 'method' | 'body' | 'query'>): OperationRequest {
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
  return { query, operationName: operationName || undefined, variables: variables ?? {} }
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
