import type { AskAnonymously } from '../operations/ask-for.ts'
import { type FeedSubject, feedTitle } from './feed-address.ts'
import { answers, type FeedPage, queries } from './feed-queries.ts'

export type Feed = {
  /** As the forum spells it, whatever the address says. */
  subject: FeedSubject
  title: string
  subtitle: string | null
  /** Of a feed that has no posts yet. */
  begunAt: string
  siteName: string
  page: FeedPage
}

export type FeedOutcome = { kind: 'found'; feed: Feed } | { kind: 'absent' | 'malformed' | 'away' }

const entries = 30
const beforeEverything = '1970-01-01T00:00:00.000Z'

/** A page of a feed as somebody without an account may see it. A part of the forum that is away is never an empty feed. */
export async function readFeed(
  subject: FeedSubject,
  { after, siteName }: { after: string | null; siteName: string },
  ask: AskAnonymously,
): Promise<FeedOutcome> {
  const { kind, ...named } = subject
  const variables = { ...named, first: entries, after }
  const whole = await ask(queries[kind], { ...variables, whole: true })
  const isTooLong = whole.codes.includes('OPERATION_TOO_COMPLEX')
  const { data, codes } = isTooLong ? await ask(queries[kind], { ...variables, whole: false }) : whole
  if (codes.length > 0) return { kind: codes.every((code) => code === 'BAD_USER_INPUT') ? 'malformed' : 'away' }
  const feed = feedFrom(subject, siteName, data)
  return feed ? { kind: 'found', feed } : { kind: 'absent' }
}

function feedFrom(asked: FeedSubject, siteName: string, data: unknown): Feed | null {
  if (asked.kind === 'all') {
    const { feed: page } = answers.all.parse(data)
    const subtitle = 'The newest posts'
    return { subject: asked, title: feedTitle(asked, siteName), subtitle, begunAt: beforeEverything, siteName, page }
  }
  if (asked.kind === 'tag') {
    const { tag, feed: page } = answers.tag.parse(data)
    const subject: FeedSubject = { kind: 'tag', tag: tag?.name ?? asked.tag }
    const title = feedTitle(subject, siteName)
    return { subject, title, subtitle: null, begunAt: beforeEverything, siteName, page }
  }
  const { user } = answers.person.parse(data)
  if (!user) return null
  const subject: FeedSubject = { kind: 'person', handle: user.handle }
  const title = `${user.displayName} (${feedTitle(subject, siteName)})`
  return { subject, title, subtitle: user.bio || null, begunAt: user.createdAt, siteName, page: user.posts }
}
