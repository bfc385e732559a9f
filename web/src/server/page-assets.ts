import { readFileSync } from 'node:fs'
import { isFeed, pageFiles } from '../app/page-files.ts'
import type { RouteName } from '../app/route-table.ts'
import type { Language } from '../i18n/i18n.ts'

/** Addresses of what a page needs beyond what index.html names itself. */
export type PageAssets = { scripts: string[]; styles: string[]; fonts: string[] }

type Chunk = { file: string; css?: string[]; imports?: string[] }

/** Vite's list of the browser's half, which was built before this one. */
const manifest = JSON.parse(readFileSync(new URL('../.vite/manifest.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Chunk>
>

/** Spaces, digits and stops are in the Latin file of a face, whatever the language. */
const alphabets = { en: ['latin'], ru: ['cyrillic', 'latin'] } as const
const faces = ['golos-text', 'literata'] as const
const first = new Set(closureOf('index.html'))

/** What is fetched beside the page itself, so that nothing is waited for in turn: its code, its language and the two faces of that language. */
export function assetsOf(route: RouteName, language: Language): PageAssets {
  const keys = [
    `src/locales/${language}/messages.po`,
    ...(isFeed(route) ? [] : [`src/features/${pageFiles[route]}.tsx`]),
  ]
  const chunks = keys.flatMap((key) => closureOf(key)).filter((key) => !first.has(key))
  const added = [...new Set(chunks)].flatMap((key) => manifest[key] ?? [])
  return {
    scripts: added.map(({ file }) => `/${file}`),
    styles: [...new Set(added.flatMap(({ css = [] }) => css))].map((file) => `/${file}`),
    fonts: alphabets[language].flatMap((alphabet) => faces.flatMap((face) => fontOf(face, alphabet))),
  }
}

/** A chunk with all that it imports at once. */
function closureOf(key: string, seen = new Set<string>()): string[] {
  if (seen.has(key)) return []
  seen.add(key)
  return [key, ...(manifest[key]?.imports ?? []).flatMap((imported) => closureOf(imported, seen))]
}

function fontOf(face: string, alphabet: string): string[] {
  const ending = `/${face}/files/${face}-${alphabet}-wght-normal.woff2`
  return Object.entries(manifest).flatMap(([key, { file }]) => (key.endsWith(ending) ? [`/${file}`] : []))
}
