import { escapeHtml } from '@forum/service-kit'
import { type PicturedPost, pictureAddress, pictureSize } from '../post-pictures/post-picture.ts'
import { feedOf } from '../syndication/feed-address.ts'
import { inertJson } from './inert-json.ts'
import type { Language, PageHead } from './rendered-page.ts'

const locales = { en: 'en_GB', ru: 'ru_RU' } as const

/** The title, Open Graph tags and description for machines of a page. */
export function renderHead(
  { title, description, type, isAbsent, pictured, jsonLd }: PageHead,
  { path, publicUrl, language, siteName }: { path: string; publicUrl: string; language: Language; siteName: string },
): string {
  const url = new URL(path, publicUrl).href
  const tags: [string, string][] = [
    ['og:site_name', siteName],
    ['og:type', type],
    ['og:title', title],
    ['og:description', description],
    ['og:url', url],
    ['og:locale', locales[language]],
    ...(pictured ? pictureTags({ ...pictured, siteName }, publicUrl) : []),
  ]
  const feed = feedOf(path, siteName)
  const named = nameTags(`${title} · ${siteName}`, siteName)
  if (isAbsent) return [named, '<meta name="robots" content="noindex">'].join(separator)
  return [
    named,
    `<meta name="description" content="${escapeHtml(description)}">`,
    ...tags.map(([property, content]) => `<meta property="${property}" content="${escapeHtml(content)}">`),
    `<meta name="twitter:card" content="${pictured ? 'summary_large_image' : 'summary'}">`,
    `<link rel="canonical" href="${escapeHtml(url)}">`,
    ...(feed ? [feedLink(feed)] : []),
    ...(jsonLd ? [`<script type="application/ld+json">${inertJson(jsonLd)}</script>`] : []),
  ].join(separator)
}

const separator = '\n    '

/** The title of a document, and what the place is called, which the web app reads from there. */
export const nameTags = (title: string, siteName: string): string =>
  [`<title>${escapeHtml(title)}</title>`, `<meta name="application-name" content="${escapeHtml(siteName)}">`].join(
    separator,
  )

const feedLink = ({ href, title }: { href: string; title: string }): string =>
  `<link rel="alternate" type="application/atom+xml" href="${escapeHtml(href)}" title="${escapeHtml(title)}">`

const pictureTags = (post: PicturedPost, publicUrl: string): [string, string][] => [
  ['og:image', new URL(pictureAddress(post), publicUrl).href],
  ['og:image:type', 'image/png'],
  ['og:image:width', `${pictureSize.width}`],
  ['og:image:height', `${pictureSize.height}`],
  ['og:image:alt', post.authorName === null ? post.title : `${post.title} · ${post.authorName}`],
]
