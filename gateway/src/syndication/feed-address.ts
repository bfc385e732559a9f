/** Which posts a feed is of: everybody's, those with a tag, or a person's. */
export type FeedSubject = { kind: 'all' } | { kind: 'tag'; tag: string } | { kind: 'person'; handle: string }

const page = /^\/(?:(t)\/([^/]+)\/?|(u)\/([A-Za-z0-9_]{1,30})\/?)?$/

/** The feed of what a page lists, for `<link rel="alternate" type="application/atom+xml">` in its head; null for a page without one. */
export function feedOf(path: string, siteName: string): { href: string; title: string } | null {
  const found = page.exec(path)
  if (!found) return null
  const [, , tag, , handle] = found
  const subject = tag === undefined ? personOr(handle) : tagOf(tag)
  return subject && { href: feedPath(subject), title: feedTitle(subject, siteName) }
}

const personOr = (handle: string | undefined): FeedSubject =>
  handle === undefined ? { kind: 'all' } : { kind: 'person', handle }

function tagOf(encoded: string): FeedSubject | null {
  try {
    return { kind: 'tag', tag: decodeURIComponent(encoded) }
  } catch {
    // What is no text in UTF-8 is no tag.
    return null
  }
}

/** The page that lists the same posts. */
export function pagePath(subject: FeedSubject): string {
  if (subject.kind === 'all') return '/'
  return subject.kind === 'tag' ? `/t/${encodeURIComponent(subject.tag)}` : `/u/${encodeURIComponent(subject.handle)}`
}

export const feedPath = (subject: FeedSubject): string => `${pagePath(subject).replace(/\/$/, '')}/feed.atom`

export function feedTitle(subject: FeedSubject, siteName: string): string {
  if (subject.kind === 'all') return siteName
  return `${subject.kind === 'tag' ? subject.tag : `@${subject.handle}`} · ${siteName}`
}
