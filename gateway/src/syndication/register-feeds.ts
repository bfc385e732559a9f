import type { Clock, Logger } from '@forum/service-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ContentDates } from '../conditional/content-dates.ts'
import { sendDocument } from '../conditional/send-document.ts'
import { prices } from '../limits/caller-limits.ts'
import { documentLimit } from '../limits/document-limit.ts'
import type { Traffic } from '../limits/traffic.ts'
import type { AskAnonymously } from '../operations/ask-for.ts'
import type { SiteName } from '../site-name.ts'
import type { FeedSubject } from './feed-address.ts'
import { type FeedOutcome, readFeed } from './read-feed.ts'
import { writeFeed } from './write-feed.ts'

export type FeedsOptions = {
  publicUrl: string
  siteName: SiteName
  /** An anonymous asker for the given request, for as long as its client waits. */
  askFor: (request: FastifyRequest, reply: FastifyReply) => AskAnonymously
  traffic: Traffic
  clock: Clock
  logger: Logger
}

const querySchema = z.object({ after: z.string().max(1_000).optional() })
const tagParams = z.object({ tag: z.string() })
const personParams = z.object({ handle: z.string() })

/** A post that turned private is in no feed from then on; caches in front of the forum may give it for so long. */
const maxAgeSeconds = 60

/** Atom feeds of everything, of a tag and of a person: what somebody without an account sees, whatever the request brings. */
export function registerFeeds(app: FastifyInstance, options: FeedsOptions): void {
  const dates = new ContentDates(options.clock)
  const onRequest = documentLimit(options.traffic, prices.feed)
  const register = (url: string, subjectOf: (params: unknown) => FeedSubject) =>
    app.get(url, { onRequest }, async (request, reply) => {
      const query = querySchema.safeParse(request.query)
      if (!query.success) return refuse(request, reply, 'malformed')
      const after = query.data.after ?? null
      const outcome = await readFeed(
        subjectOf(request.params),
        { after, siteName: options.siteName.current },
        options.askFor(request, reply),
      ).catch((error: unknown): FeedOutcome => {
        options.logger.warn({ err: error, requestId: request.id }, 'a feed could not be read')
        return { kind: 'away' }
      })
      if (outcome.kind !== 'found') return refuse(request, reply, outcome.kind)
      const text = writeFeed(outcome.feed, after, options.publicUrl)
      return sendDocument(
        request,
        reply,
        { text, mediaType: 'application/atom+xml; charset=utf-8', maxAgeSeconds },
        dates,
      )
    })
  register('/feed.atom', () => ({ kind: 'all' }))
  register('/t/:tag/feed.atom', (params) => ({ kind: 'tag', ...tagParams.parse(params) }))
  register('/u/:handle/feed.atom', (params) => ({ kind: 'person', ...personParams.parse(params) }))
}

type Refused = Exclude<FeedOutcome['kind'], 'found'>

const refusals: Record<Refused, { status: number; message: string }> = {
  absent: { status: 404, message: 'There is nobody with this handle.' },
  malformed: {
    status: 400,
    message: 'This is no page of a feed. Begin at its address without `after`, and follow its links.',
  },
  away: { status: 503, message: 'This feed cannot be read at the moment. Try again soon.' },
}

function refuse(request: FastifyRequest, reply: FastifyReply, kind: Refused): FastifyReply {
  const { status, message } = refusals[kind]
  if (status === 503) reply.header('retry-after', 5)
  return reply.status(status).header('cache-control', 'no-store').send({ message, requestId: request.id })
}
