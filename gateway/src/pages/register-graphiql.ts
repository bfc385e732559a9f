import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Logger } from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'

const built = join(import.meta.dirname, '../../dist/graphiql')

// Monaco, its editor, writes style elements; its workers are files of ours.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** GraphiQL at /graphiql, all of it from here: it works without the internet. It asks without cookies. */
export async function registerGraphiql(app: FastifyInstance, logger: Logger): Promise<void> {
  if (!existsSync(join(built, 'index.html'))) {
    logger.warn({ directory: built }, 'GraphiQL is not built: /graphiql is not served')
    return
  }
  await app.register(fastifyStatic, {
    root: built,
    prefix: '/graphiql/',
    wildcard: false,
    index: ['index.html'],
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('assets')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      reply.header('content-security-policy', contentSecurityPolicy)
    },
  })
  app.get('/graphiql', async (_request, reply) => reply.redirect('/graphiql/', 308))
}
