import { element, xmlDocument } from '../xml/write-xml.ts'
import type { Listed, SitemapList, SitemapParts } from './sitemap-source.ts'

const namespace = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }

/** Pages that are there whatever is written. */
const fixedPages = ['/', '/active', '/tags', '/statistics']

const pathOf: Record<SitemapList, (name: string) => string> = {
  posts: (id) => `/p/${id}`,
  people: (handle) => `/u/${encodeURIComponent(handle)}`,
  tags: (name) => `/t/${encodeURIComponent(name)}`,
}

/** The index of the sitemap. Its files stand at the root, because one speaks only for what is below it. */
export function writeIndex(parts: SitemapParts, publicUrl: string): string {
  const { posts, people, tags } = parts
  const files = [
    '/sitemap-pages.xml',
    ...filesOf('posts', posts),
    ...filesOf('people', people),
    ...filesOf('tags', tags),
  ]
  const sitemaps = files.map((file) => element('sitemap', {}, element('loc', {}, new URL(file, publicUrl).href)))
  return xmlDocument(element('sitemapindex', namespace, ...sitemaps))
}

const filesOf = (list: SitemapList, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `/sitemap-${list}-${index + 1}.xml`)

export const writePart = (list: SitemapList, listed: readonly Listed[], publicUrl: string): string =>
  writeUrls(
    listed.map(({ name, updatedAt }) => ({ path: pathOf[list](name), updatedAt })),
    publicUrl,
  )

export const writeFixedPages = (publicUrl: string): string =>
  writeUrls(
    fixedPages.map((path) => ({ path, updatedAt: null })),
    publicUrl,
  )

type Url = { path: string; updatedAt: string | null }

function writeUrls(urls: readonly Url[], publicUrl: string): string {
  const elements = urls.map(({ path, updatedAt }) =>
    element(
      'url',
      {},
      element('loc', {}, new URL(path, publicUrl).href),
      updatedAt === null ? null : element('lastmod', {}, updatedAt),
    ),
  )
  return xmlDocument(element('urlset', namespace, ...elements))
}
