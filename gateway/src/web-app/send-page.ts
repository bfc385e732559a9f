import { type Logger, namesEtag, within } from '@forum/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createIsbotFromList, list } from 'isbot'
import { prices } from '../limits/caller-limits.ts'
import { limitDocument } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'
import { visitOf } from '../limits/visit.ts'
import { compressAnswer } from '../operations/compress-answer.ts'
import { Refused } from '../refusal.ts'
import type { SiteName } from '../site-name.ts'
import type { KeptPage } from '../written-pages/kept-pages.ts'
import { type PageAddress, readPageAddress, waitAddressOf } from '../written-pages/page-address.ts'
import { pageLanguage } from '../written-pages/page-language.ts'
import type { AskAsGuest } from '../written-pages/page-threads.ts'
import { writeShell } from '../written-pages/write-html.ts'
import type { WrittenPages } from '../written-pages/written-pages.ts'
import type { PageKind } from './routes-file.ts'

export type PageDeps = {
  template: string
  siteName: SiteName
  contentSecurityPolicy: string
  kindOf: (path: string) => PageKind
  pages: WrittenPages | null
  askFor: (request: FastifyRequest) => AskAsGuest
  /** How long a browser waits for a page, in milliseconds, before it draws the page by itself; with 0 it always does. */
  patienceMs: number
  traffic: Traffic
  logger: Logger
}

/** A browser without a window runs scripts as any other does. */
const isCrawler = createIsbotFromList(list.filter((pattern) => pattern !== 'headless'))

/** Who runs no scripts has nothing else to read, and waits at least so long. */
const readerPatienceMs = 2_000

/** A page of the web app: as the gateway writes it where it may, else for the browser to draw. */
export async function sendPage(request: FastifyRequest, reply: FastifyReply, deps: PageDeps): Promise<FastifyReply> {
  const { template, siteName, contentSecurityPolicy, kindOf, traffic } = deps
  reply
    .headers({ 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-cache' })
    .type('text/html; charset=utf-8')
  const kind = kindOf(pathOf(request))
  const page = kind === 'written' ? readPageAddress(request.url) : null
  const shell = (status: number) =>
    reply
      .status(status)
      .send(writeShell(template, page && !page.isWithoutScripts ? waitAddressOf(page) : null, siteName.current))
  // Without what it shows a page costs next to nothing, and the app in it says in the reader's language how long to wait.
  if (limitDocument(traffic, request, reply, prices.document)) return shell(429)
  if (!page || !deps.pages) return shell(kind === 'none' ? 404 : 200)
  const written = await writtenPage(request, deps.pages, page, deps)
  if (written === 'limited') return shell(429)
  if (written === null) return shell(200)
  reply.header('vary', 'Cookie, Accept-Language').header('etag', written.etag)
  if (namesEtag(request.headers['if-none-match'], written.etag)) return reply.status(304).send()
  return reply.status(written.status).send(await compressAnswer(request, reply, written))
}

/** Null where it does not come in time. */
async function writtenPage(
  request: FastifyRequest,
  pages: WrittenPages,
  page: PageAddress,
  { askFor, patienceMs, traffic, logger }: PageDeps,
): Promise<KeptPage | 'limited' | null> {
  const ask = askFor(request)
  const waits = page.isWithoutScripts || isCrawler(request.headers['user-agent'] ?? '')
  if (!waits && patienceMs === 0) return null
  try {
    const { fresh, stale } = pages.look(page, pageLanguage(request.headers), ask, () =>
      visitOf(traffic, request).pay(prices.page),
    )
    const drawn = fresh.catch((error: unknown) => {
      logger.warn({ err: error, address: page.address }, 'a page could not be written; the browser draws it')
      return null
    })
    const late = () => null // who comes next may find it kept
    return (await within(waits ? Math.max(readerPatienceMs, patienceMs) : patienceMs, drawn).catch(late)) ?? stale
  } catch (error) {
    if (error instanceof Refused) return 'limited'
    throw error
  }
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '/'
