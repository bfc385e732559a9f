import { type Logger, type Metrics, namesEtag, within } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { prices } from '../limits/caller-limits.ts'
import { documentLimit } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'
import { visitOf } from '../limits/visit.ts'
import type { AskAnonymously } from '../operations/ask-for.ts'
import { Refused } from '../refusal.ts'
import type { SiteName } from '../site-name.ts'
import { PictureStore } from './picture-store.ts'
import { PictureThreads } from './picture-threads.ts'
import { pictureAddress, pictureVersion } from './post-picture.ts'
import { type ReadPost, readPost } from './read-post.ts'

export type PostPicturesOptions = {
  siteName: SiteName
  /** An anonymous asker for the given request, for as long as its client waits. */
  askFor: (request: FastifyRequest, reply: FastifyReply) => AskAnonymously
  traffic: Traffic
  logger: Logger
  metrics: Metrics
}

/** No reader waits for it as for a page: what asks is a program that makes previews. */
const readTimeoutMs = 5_000
/** Not `immutable`: a post may turn private, and other people's caches show it no longer than this. */
const caching = 'public, max-age=300, must-revalidate'

type PictureRoute = { Params: { id: string; version: string } }

/**
 * The picture of a public post, for previews of its address elsewhere. Who may see it is asked each time, as the anonymous viewer; only
 * the drawing is kept.
 */
export function registerPostPictures(app: FastifyInstance, options: PostPicturesOptions): void {
  const { traffic, logger, metrics } = options
  const threads = new PictureThreads(logger)
  const store = new PictureStore(threads, metrics)
  app.route<PictureRoute>({
    method: ['GET', 'HEAD'],
    url: '/p/:id/picture-:version.png',
    onRequest: documentLimit(traffic, prices.picture),
    handler: (request, reply) => sendPicture(request, reply, store, options),
  })
  app.addHook('onClose', () => threads.close())
}

async function sendPicture(
  request: FastifyRequest<PictureRoute>,
  reply: FastifyReply,
  store: PictureStore,
  { siteName, askFor, traffic, logger }: PostPicturesOptions,
): Promise<FastifyReply> {
  const { id, version } = request.params
  const read = await within(readTimeoutMs, readPost(id, askFor(request, reply))).catch((error: unknown): ReadPost => {
    logger.warn({ err: error, requestId: request.id }, 'the post of a picture could not be read')
    return { kind: 'unknown' }
  })
  if (read.kind === 'unknown') return refuse(request, reply, 503, unreadable, 5)
  if (read.kind === 'absent')
    return reply
      .status(404)
      .header('cache-control', 'no-store')
      .send({ message: 'There is nothing here.', requestId: request.id })
  const post = { ...read.post, siteName: siteName.current }
  const present = pictureVersion(post)
  reply.header('cache-control', caching)
  if (version !== present) return reply.redirect(pictureAddress(post), 302)
  const etag = `"${present}"`
  reply.header('etag', etag)
  if (namesEtag(request.headers['if-none-match'], etag)) return reply.status(304).send()
  try {
    const { id: _id, ...task } = post
    const picture = await store.read(present, task, () => visitOf(traffic, request).pay(prices.drawing))
    // It is made to be shown on other sites.
    return reply.header('cross-origin-resource-policy', 'cross-origin').type('image/png').send(picture)
  } catch (error) {
    if (error instanceof Refused) {
      const { status, message, retryAfterSeconds } = error.refusal
      logger.warn({ status, message, requestId: request.id }, 'a picture was not drawn')
      return refuse(request, reply, status, message, retryAfterSeconds ?? 5)
    }
    logger.error({ err: error, requestId: request.id }, 'a picture could not be drawn')
    return refuse(request, reply, 503, undrawn, 60)
  }
}

const unreadable = 'This picture is not available at the moment. Try again soon.'
const undrawn = 'This picture could not be drawn. Try again in a minute.'

const refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  message: string,
  retryAfterSeconds: number,
) =>
  reply
    .status(status)
    .removeHeader('etag')
    .headers({ 'cache-control': 'no-store', 'retry-after': retryAfterSeconds })
    .send({ message, retryAfterSeconds, requestId: request.id })
