import { escapeHtml } from '@forum/service-kit'

export type PageHead = { title: string; description: string; type: 'article' | 'profile' | 'website'; path: string }

export const siteName = 'Social Forum'

/** The title and Open Graph tags of a page, for readers that do not run scripts. */
export function renderHead({ title, description, type, path }: PageHead, publicUrl: string): string {
  const url = new URL(path, publicUrl).href
  const tags: [string, string][] = [
    ['og:site_name', siteName],
    ['og:type', type],
    ['og:title', title],
    ['og:description', description],
    ['og:url', url],
  ]
  return [
    `<title>${escapeHtml(`${title} · ${siteName}`)}</title>`,
    `<meta name="description" content="${escapeHtml(description)}">`,
    ...tags.map(([property, content]) => `<meta property="${property}" content="${escapeHtml(content)}">`),
    '<meta name="twitter:card" content="summary">',
    `<link rel="canonical" href="${escapeHtml(url)}">`,
  ].join('\n    ')
}
