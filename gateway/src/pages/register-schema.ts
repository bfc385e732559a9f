import { createHash } from 'node:crypto'
import { namesEtag } from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'
import { type GraphQLSchema, printSchema } from 'graphql'
import { prices } from '../limits/caller-limits.ts'
import { documentLimit } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'

/** The public schema as SDL at /schema.graphql. */
export function registerSchema(app: FastifyInstance, schema: GraphQLSchema, traffic: Traffic): void {
  const sdl = `${printSchema(schema).trim()}\n`
  const etag = `"${createHash('sha256').update(sdl).digest('base64url')}"`
  app.get('/schema.graphql', { onRequest: documentLimit(traffic, prices.document) }, async (request, reply) => {
    reply.headers({ etag, 'cache-control': 'public, max-age=300' })
    if (namesEtag(request.headers['if-none-match'], etag)) return reply.status(304).send()
    return reply.type('text/plain; charset=utf-8').send(sdl)
  })
}
