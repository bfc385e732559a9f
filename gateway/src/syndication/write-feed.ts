import { element, type Xml, xmlDocument } from '../xml/write-xml.ts'
import { withAbsoluteLinks } from './absolute-links.ts'
import { feedPath, pagePath } from './feed-address.ts'
import type { FeedEntry } from './feed-queries.ts'
import type { Feed } from './read-feed.ts'

/** Atom 1.0 (RFC 4287), a page of it (RFC 5005, 3). */
export function writeFeed(feed: Feed, after: string | null, publicUrl: string): string {
  const { subject, title, subtitle, begunAt, siteName, page } = feed
  const at = (path: string) => new URL(path, publicUrl).href
  const pageAfter = (cursor: string | null) =>
    at(`${feedPath(subject)}${cursor === null ? '' : `?after=${encodeURIComponent(cursor)}`}`)
  const { hasNextPage, endCursor } = page.pageInfo
  const next = hasNextPage && endCursor ? pageAfter(endCursor) : null
  const nodes = page.edges.map(({ node }) => node)
  const updated = nodes.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), begunAt)
  const root = element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom' },
    element('id', {}, pageAfter(null)),
    element('title', {}, title),
    subtitle === null ? null : element('subtitle', {}, subtitle),
    element('updated', {}, updated),
    link('self', pageAfter(after), 'application/atom+xml'),
    link('alternate', at(pagePath(subject)), 'text/html'),
    link('first', pageAfter(null), 'application/atom+xml'),
    next === null ? null : link('next', next, 'application/atom+xml'),
    element('generator', { uri: at('/') }, siteName),
    ...nodes.map((node) => writeEntry(node, at)),
  )
  return xmlDocument(root)
}

const link = (rel: string, href: string, type: string): Xml => element('link', { rel, type, href })

function writeEntry(post: FeedEntry, at: (path: string) => string): Xml {
  const address = at(`/p/${post.id}`)
  return element(
    'entry',
    {},
    // The post's own, so that a forum that moves to another address is not read anew.
    element('id', {}, `urn:uuid:${post.id}`),
    element('title', {}, post.title),
    element('published', {}, post.createdAt),
    element('updated', {}, post.updatedAt),
    writeAuthor(post.author, at),
    link('alternate', address, 'text/html'),
    // Of RFC 4685, without the number of comments: each would make a new version of the feed.
    link('replies', `${address}#comments`, 'text/html'),
    ...post.tags.map(({ name }) => element('category', { term: name, scheme: at('/t/'), label: name })),
    element('summary', {}, post.excerpt),
    post.bodyHtml === undefined
      ? null
      : element('content', { type: 'html' }, withAbsoluteLinks(post.bodyHtml, address)),
  )
}

const writeAuthor = (author: FeedEntry['author'], at: (path: string) => string): Xml =>
  author
    ? element(
        'author',
        {},
        element('name', {}, author.displayName),
        element('uri', {}, at(`/u/${encodeURIComponent(author.handle)}`)),
      )
    : element('author', {}, element('name', {}, 'A deleted account'))
