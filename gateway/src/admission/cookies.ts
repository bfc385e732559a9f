import type { CookieNames } from '@forum/service-kit'

export type ForumCookies = { [Name in keyof CookieNames]: string | null }

/** The forum's own cookies; others (a neighbour on the same host) are none of its business. */
export function readForumCookies(header: string | undefined, names: CookieNames): ForumCookies {
  const all = new Map<string, string>()
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at < 0) continue
    const name = part.slice(0, at).trim()
    if (!all.has(name)) all.set(name, part.slice(at + 1).trim())
  }
  // Only visible ASCII can be sent on in a header.
  const value = (name: string) => all.get(name)?.replace(/[^\x21-\x7e]/g, '') || null
  return {
    access: value(names.access),
    refresh: value(names.refresh),
    device: value(names.device),
    visitor: value(names.visitor),
  }
}

export const hasForumCookie = (cookies: ForumCookies): boolean => Object.values(cookies).some((value) => value !== null)
