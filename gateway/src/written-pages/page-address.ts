/** What a page's address may say beside its path; anything else (where a visit came from) changes nothing on it. */
const known = ['after', 'days', 'from', 'to', 'bucket', 'zone', 'window', 'people', 'posts', 'sort'] as const
/** What only the reader's own browser can act on. */
const ofTheBrowser = ['reply'] as const
/** Asked for by a browser without scripts: the page is waited for. */
const waits = 'scripts'

const longest = 1_500

export type PageAddress = {
  /** Path and what of the query the page knows, in one order. */
  address: string
  /** The page's own address: of a list its beginning. */
  canonical: string
  /** Whether who asks runs no scripts. */
  isWithoutScripts: boolean
}

/** Null where the browser has to draw the page by itself. */
export function readPageAddress(url: string): PageAddress | null {
  if (url.length > longest) return null
  const at = url.indexOf('?')
  const path = at === -1 ? url : url.slice(0, at)
  const asked = new URLSearchParams(at === -1 ? '' : url.slice(at + 1))
  if (ofTheBrowser.some((name) => asked.has(name))) return null
  const kept = new URLSearchParams(
    known.flatMap((name) => {
      const value = asked.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const own = path.length > 1 ? path.replace(/\/+$/, '') : path
  const isWithoutScripts = asked.get(waits) === 'off'
  return { address: kept.size > 0 ? `${own}?${kept}` : own, canonical: own, isWithoutScripts }
}

/** Where a browser without scripts goes from the empty page. */
export function waitAddressOf({ address }: PageAddress): string {
  return `${address}${address.includes('?') ? '&' : '?'}${waits}=off`
}
