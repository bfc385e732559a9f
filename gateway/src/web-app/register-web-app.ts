import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import { isSecureSite, type Logger, within } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { prices } from '../limits/caller-limits.ts'
import { limitDocument } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'
import { type AskAnonymously, type PageContent, readPageContent } from './page-content.ts'
import { renderHead } from './page-head.ts'
import { readRoutes } from './routes-file.ts'

export type WebAppOptions = {
  directory: string
  publicUrl: string
  /** An anonymous asker for the given request, for as long as its client waits. */
  askFor: (request: FastifyRequest, reply: FastifyReply) => AskAnonymously
  traffic: Traffic
  logger: Logger
}

const headTimeoutMs = 1_500
const titlePart = /<!--forum:title-->.*?<!--\/forum:title-->/s

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
export const isBuilt = (directory: string): boolean => existsSync(pageFile(directory))

/**
 * The built web app: hashed assets for a year, compressed as they were built; every other path gets index.html with the title and Open Graph
 * tags of what an anonymous reader would see there. Reads no cookie.
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
    globIgnore: ['**/*.{br,gz}', '**/.*/**', 'index.html', 'operations.json', 'routes.json', 'robots.txt'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${sep}assets${sep}`)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
      reply.header('vary', 'Accept-Encoding')
    },
  })
  const template = readFileSync(pageFile(directory), 'utf8')
  const hasPage = readRoutes(directory)
  app.setNotFoundHandler(async (request, reply) => {
    if (!asksForPage(request)) return sendNotFound(request, reply)
    return sendPage(request, reply, template, hasPage, options)
  })
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

async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  template: string,
  hasPage: (path: string) => boolean,
  { publicUrl, askFor, traffic, logger }: WebAppOptions,
): Promise<FastifyReply> {
  const path = pathOf(request)
  const send = (status: number, html: string) =>
    reply
      .status(status)
      .headers({ 'content-security-policy': contentSecurityPolicy(publicUrl), 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(html)
  // Without its head the page costs nothing, and the app in it says in the reader's language how long to wait.
  if (limitDocument(traffic, request, reply, prices.page)) return send(429, template)
  // A page that comes late is worse than one without its tags.
  const content = await within(headTimeoutMs, readPageContent(path, askFor(request, reply))).catch(
    (error: unknown): PageContent => {
      logger.warn({ err: error, path }, 'a page is served without its head')
      return { kind: 'unknown' }
    },
  )
  const html =
    content.kind === 'found' ? template.replace(titlePart, () => renderHead(content.head, publicUrl)) : template
  return send(content.kind === 'absent' || !hasPage(path) ? 404 : 200, html)
}
