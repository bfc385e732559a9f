import { storeFailure } from '@forum/postgres'
import { internalHeaders, secretsEqual } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type SitemapService, sitemapLists } from './sitemap-service.ts'

export type SitemapRoutesOptions = { sitemap: Pick<SitemapService, 'parts' | 'read'>; secret: string }

const partParams = z.object({ list: z.enum(sitemapLists), number: z.coerce.number().int().min(1).max(50_000) })

/** To the gateway: how many parts the sitemap's lists have, and what one of them holds. */
export function registerSitemapRoutes(app: FastifyInstance, { sitemap, secret }: SitemapRoutesOptions): void {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    const given = request.headers[internalHeaders.gatewaySecret]
    if (typeof given === 'string' && secretsEqual(given, secret)) return undefined
    return reply.status(404).send({ message: 'Not found.' })
  }
  app.get('/internal/sitemap', { onRequest }, async (_request, reply) => sitemap.parts() ?? sendAway(reply))

  app.get('/internal/sitemap/:list/:number', { onRequest }, async (request, reply) => {
    const asked = partParams.safeParse(request.params)
    if (!asked.success) return reply.status(404).send({ message: 'Not found.' })
    if (!sitemap.parts()) return sendAway(reply)
    const part = await sitemap.read(asked.data.list, asked.data.number).catch((error: unknown) => {
      if (storeFailure(error)) return 'away' as const
      throw error
    })
    if (part === 'away') return sendAway(reply)
    return part ?? reply.status(404).send({ message: 'Not found.' })
  })
}

const sendAway = (reply: FastifyReply) =>
  reply.status(503).header('retry-after', 5).send({ message: 'The sitemap is not there yet. Try again soon.' })
