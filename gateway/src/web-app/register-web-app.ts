import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import { isSecureSite, type Logger } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Traffic } from '../limits/traffic.ts'
import type { SiteName } from '../site-name.ts'
import type { AskAsGuest } from '../written-pages/page-threads.ts'
import { languages } from '../written-pages/rendered-page.ts'
import type { WrittenPages } from '../written-pages/written-pages.ts'
import { readRoutes } from './routes-file.ts'
import { sendPage } from './send-page.ts'

export type WebAppOptions = {
  directory: string
  publicUrl: string
  siteName: SiteName
  /** A guest's questions, on behalf of a request. */
  askFor: (request: FastifyRequest) => AskAsGuest
  /** Null where the build has nothing that writes pages. */
  pages: WrittenPages | null
  patienceMs: number
  traffic: Traffic
  logger: Logger
}

const contentSecurityPolicy = (publicUrl: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(isSecureSite(publicUrl) ? ['upgrade-insecure-requests'] : []),
  ].join('; ')

const pageFile = (directory: string): string => join(directory, 'index.html')

/** Whether there is a web app to serve. */
const isBuilt = (directory: string): boolean => existsSync(pageFile(directory))

/**
 * The built web app: hashed assets for a year, compressed as they were built; every other path gets a page, the public ones
 * with what a guest sees there. Reads no credential.
 */
export async function registerWebApp(app: FastifyInstance, options: WebAppOptions): Promise<void> {
  const { directory } = options
  if (!isBuilt(directory)) {
    options.logger.warn({ directory }, 'the web app is not built: only the API is served')
    app.setNotFoundHandler((request, reply) => sendNotFound(request, reply))
    return
  }
  await app.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    index: false,
    preCompressed: true,
    globIgnore: ['**/*.{br,gz}', '**/.*/**', 'server/**', 'index.html', 'operations.json', 'routes.json', 'robots.txt'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${sep}assets${sep}`)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
      reply.header('vary', 'Accept-Encoding')
    },
  })
  const deps = {
    ...options,
    template: readFileSync(pageFile(directory), 'utf8'),
    contentSecurityPolicy: contentSecurityPolicy(options.publicUrl),
    kindOf: readRoutes(directory),
  }
  app.setNotFoundHandler(async (request, reply) =>
    asksForPage(request) ? sendPage(request, reply, deps) : sendNotFound(request, reply),
  )
  if (options.pages && options.patienceMs > 0)
    app.addHook('onListen', (done) => {
      done()
      drawFirst(app, options.logger).catch((error: unknown) =>
        // A gateway that is stopped at once draws nothing any more.
        options.logger.info({ err: error }, 'the first page was not drawn ahead'),
      )
    })
}

/** What draws pages takes a second to get going: whoever comes first after a start would wait in vain. */
async function drawFirst(app: FastifyInstance, logger: Logger): Promise<void> {
  for (const language of languages) {
    const { statusCode } = await app.inject({ url: '/?scripts=off', headers: { 'accept-language': language } })
    if (statusCode !== 200) logger.warn({ statusCode, language }, 'the first page could not be drawn ahead')
  }
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '/'

/** A file beside index.html, or a path of the API, is no page. Below a page anything may stand: /t/node.js is a tag. */
function asksForPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  return (
    !/^\/[^/]*\.[a-z0-9]{1,8}$/i.test(pathOf(request)) &&
    !/^\/(graphql|graphiql|assets|exports|internal|\.well-known)(\/|$)/.test(pathOf(request))
  )
}

const sendNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply.status(404).send({ message: 'There is nothing here.', requestId: request.id })
