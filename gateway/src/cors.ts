import type { FastifyInstance } from 'fastify'

const exposed = 'retry-after, ratelimit, ratelimit-policy, x-request-id'
const allowedHeaders =
  'authorization, content-type, accept, apollographql-client-name, apollographql-client-version, x-request-id, traceparent, x-forum-request'

/**
 * Lets pages of the given origins ask /graphql with the Authorization header. Credentials are never allowed, so cookies stay with our own
 * pages whatever the list says. `*` is everybody.
 */
export function registerCors(app: FastifyInstance, origins: readonly string[], hasSandbox: boolean): void {
  // The page with Sandbox has an origin of its own, which browsers call null (pages/sandbox-page.ts).
  const isAllowed = (origin: string) =>
    origins.includes('*') || origins.includes(origin) || (hasSandbox && origin === 'null')
  app.addHook('onRequest', async ({ headers: { origin }, url, method }, reply) => {
    if (!isPublicApi(url)) return undefined
    reply.header('vary', 'Origin')
    if (origin === undefined || !isAllowed(origin)) return undefined
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': exposed })
    if (method !== 'OPTIONS') return undefined
    return reply
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': allowedHeaders,
        'access-control-max-age': 7200,
      })
      .status(204)
      .send()
  })
  app.options('/graphql', async (_request, reply) =>
    reply.header('allow', 'GET, HEAD, POST, OPTIONS').status(204).send(),
  )
}

const isPublicApi = (url: string): boolean =>
  /^\/(graphql|documents\/[^/?]+|schema\.graphql|\.well-known\/jwks\.json)(\?|$)/.test(url)
