import fc from 'fast-check'
import { expect, test } from 'vitest'
import { all, readXml, textOf } from '../../tests/read-xml.ts'
import type { FeedEntry } from './feed-queries.ts'
import type { Feed } from './read-feed.ts'
import { writeFeed } from './write-feed.ts'

const time = '2026-01-01T00:00:00.000Z'
const post: FeedEntry = {
  id: '01900000-0000-7000-8000-000000000101',
  title: 'A title',
  excerpt: '',
  bodyHtml: '<p>…</p>',
  createdAt: time,
  updatedAt: time,
  author: { handle: 'ann', displayName: 'Ann' },
  tags: [],
}
const feedWith = (change: Partial<FeedEntry>): Feed => ({
  subject: { kind: 'all' },
  title: 'Social Forum',
  subtitle: null,
  begunAt: time,
  siteName: 'Social Forum',
  page: { edges: [{ node: { ...post, ...change } }], pageInfo: { hasNextPage: false } },
})
const entryOf = (feed: Feed) => all(readXml(writeFeed(feed, null, 'http://forum.test')), 'entry')[0]

test('is well-formed whatever people write', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  )
  fc.assert(
    fc.property(anyText, anyText, anyText, anyText, (title, displayName, bodyHtml, name) => {
      const author = { handle: 'ann', displayName }
      const entry = entryOf(feedWith({ title, excerpt: bodyHtml, bodyHtml, author, tags: [{ name }] }))
      expect(textOf(entry, 'id')).toBe(`urn:uuid:${post.id}`)
    }),
    { numRuns: 500 },
  )
})

test('a post whose writer is gone has an author all the same, because Atom asks for one', () => {
  const [author] = all(entryOf(feedWith({ author: null })), 'author')
  expect(textOf(author, 'name')).toBe('A deleted account')
})
