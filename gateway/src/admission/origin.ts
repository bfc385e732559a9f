import type { FastifyRequest } from 'fastify'
import { Refused } from '../refusal.ts'

/** Whether a request comes from the forum's own pages (`publicUrl` is their origin): the browser says so, and a page elsewhere cannot make it. */
export const isOwnOrigin = ({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean =>
  headers.origin === publicUrl || headers['sec-fetch-site'] === 'same-origin'

/**
 * A request with cookies, or one that asks for some, must come from our own pages and be one that a foreign form cannot make.
 *
 * @throws Refused FORBIDDEN
 */
export function checkOrigin(request: Pick<FastifyRequest, 'headers'>, publicUrl: string): void {
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
  if (!isJson && request.headers['x-forum-request'] !== '1')
    throw new Refused({
      status: 403,
      code: 'FORBIDDEN',
      message: 'A request with cookies must be application/json, or carry the header x-forum-request: 1.',
    })
  if (!isOwnOrigin(request, publicUrl))
    throw new Refused({
      status: 403,
      code: 'FORBIDDEN',
      message: "Cookies are for the forum's own pages. Programs and other sites use the Authorization header.",
    })
}
