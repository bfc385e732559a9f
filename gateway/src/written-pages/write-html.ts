import { createHash } from 'node:crypto'
import { escapeHtml } from '@forum/service-kit'
import { inertJson } from './inert-json.ts'
import { nameTags, renderHead } from './page-head.ts'
import type { Language, RenderedPage } from './rendered-page.ts'

const titlePart = /<!--forum:title-->.*?<!--\/forum:title-->/s
const noscriptPart = /<!--forum:noscript-->.*?<!--\/forum:noscript-->/s
const bodyPart = '<!--forum:body-->'
const headPart = '<!--forum:head-->'
const htmlPart = /<html lang="[a-z]*"/

/** index.html with a page in it. `path` is the page's own address, without what only this visit knows. */
export function writeHtml(
  template: string,
  { body, head, written, assets }: RenderedPage,
  { language, ...place }: { language: Language; path: string; publicUrl: string; siteName: string },
): string {
  // In the order in which the page needs them: nothing is painted without its styles.
  const links = [
    ...assets.styles.map((href) => `<link rel="stylesheet" crossorigin href="${href}">`),
    ...assets.fonts.map((href) => `<link rel="preload" href="${href}" as="font" type="font/woff2" crossorigin>`),
    ...assets.scripts.map((href) => `<link rel="modulepreload" crossorigin href="${href}">`),
  ]
  const parts: [string | RegExp, string][] = [
    [htmlPart, `<html lang="${language}" data-written`],
    [titlePart, renderHead(head, { ...place, language })],
    [headPart, links.join('\n    ')],
    [bodyPart, body],
    // After the body, so that the words come first.
    [noscriptPart, `<script type="application/json" id="written-page">${inertJson(written)}</script>`],
  ]
  return parts.reduce((html, [part, text]) => html.replace(part, () => text), template)
}

/** index.html as it is, for the browser to draw; without scripts the same address is asked for once more, and waited for. */
export function writeShell(template: string, waitAddress: string | null, siteName: string): string {
  const named = template.replace(titlePart, () => nameTags(siteName, siteName))
  if (waitAddress === null) return named
  const refresh = `<noscript><meta http-equiv="refresh" content="0; url=${escapeHtml(waitAddress)}"></noscript>`
  return named.replace(headPart, () => refresh)
}

/** Weak: the same page goes out in several encodings, and one that was drawn again with nothing new is the same page. */
export const etagOf = (html: string): string =>
  `W/"${createHash('sha256')
    .update(html.replace(/"writtenAt":\d+/, ''))
    .digest('base64url')
    .slice(0, 22)}"`
