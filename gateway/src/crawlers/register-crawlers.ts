import type { Clock, Logger } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { ContentDates } from '../conditional/content-dates.ts'
import { sendDocument } from '../conditional/send-document.ts'
import { prices } from '../limits/caller-limits.ts'
import { documentLimit } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'
import { robotsText } from './robots.ts'
import { SitemapSource, type SitemapSourceOptions } from './sitemap-source.ts'
import { writeFixedPages, writeIndex, writePart } from './write-sitemap.ts'

export type CrawlersOptions = SitemapSourceOptions & {
  publicUrl: string
  traffic: Traffic
  clock: Clock
  logger: Logger
}

const maxAgeSeconds = 3_600
/** A post that turned private leaves the sitemap after so long; of it that held an address alone. */
const keptMs = 10 * 60_000
/** A part of 10,000 addresses has about 1.2 million. */
const keptCharacters = 16_000_000

const fileParams = z.object({ file: z.string() })
const partName = /^(posts|people|tags)-([1-9]\d{0,4})$/
const listName = z.enum(['posts', 'people', 'tags'])
const index = 'index'

/** robots.txt, and the sitemap: an index, and parts that are ranges of what Posts has. The same for everybody. */
export function registerCrawlers(app: FastifyInstance, options: CrawlersOptions): void {
  const { publicUrl, traffic, clock, logger } = options
  const source = new SitemapSource(options)
  const dates = new ContentDates(clock)
  const robots = robotsText(publicUrl)
  const fixedPages = writeFixedPages(publicUrl)
  const files = new LRUCache<string, string>({
    maxSize: keptCharacters,
    sizeCalculation: (text) => Math.max(1, text.length),
    ttl: keptMs,
    perf: { now: () => clock.now().getTime() },
    ttlResolution: 0,
    // Asked for once, however many wait for it.
    fetchMethod: (name) => writeFile(name),
  })
  const writeFile = async (name: string): Promise<string | undefined> => {
    if (name === index) return writeIndex(await source.parts(), publicUrl)
    const [, list, number] = partName.exec(name) ?? []
    if (list === undefined) return undefined
    const listed = await source.part(listName.parse(list), Number(number))
    return listed ? writePart(listName.parse(list), listed, publicUrl) : undefined
  }
  const sendFile = async (request: FastifyRequest, reply: FastifyReply, name: string): Promise<FastifyReply> => {
    const text = await files.fetch(name).catch((error: unknown) => {
      logger.warn({ err: error, requestId: request.id }, 'the sitemap could not be read')
      return null
    })
    if (text === null) {
      const message = 'The sitemap cannot be read at the moment. Try again soon.'
      return reply.status(503).headers({ 'retry-after': 5, 'cache-control': 'no-store' }).send({ message })
    }
    if (text === undefined) return reply.status(404).send({ message: 'The sitemap has no such part.' })
    return sendXml(request, reply, text)
  }
  const sendXml = (request: FastifyRequest, reply: FastifyReply, text: string) =>
    sendDocument(request, reply, { text, mediaType: 'application/xml; charset=utf-8', maxAgeSeconds }, dates)

  const limits = (price: number) => ({ onRequest: documentLimit(traffic, price) })
  app.get('/robots.txt', limits(prices.document), (request, reply) =>
    sendDocument(request, reply, { text: robots, mediaType: 'text/plain; charset=utf-8', maxAgeSeconds }, dates),
  )
  app.get('/sitemap-pages.xml', limits(prices.document), (request, reply) => sendXml(request, reply, fixedPages))
  app.get('/sitemap.xml', limits(prices.sitemap), (request, reply) => sendFile(request, reply, index))
  app.get('/sitemap-:file.xml', limits(prices.sitemap), (request, reply) => {
    const { file } = fileParams.parse(request.params)
    return partName.test(file) ? sendFile(request, reply, file) : sendFile(request, reply, '')
  })
}
