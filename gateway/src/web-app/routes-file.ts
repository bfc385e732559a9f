import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const routesFile = z.array(z.object({ path: z.string(), isWritten: z.boolean() }))

/** What stands at a path: a page that the gateway writes, one that the browser draws, or none. */
export type PageKind = 'written' | 'drawn' | 'none'

/**
 * What the web app has at a path, by the patterns (`/p/:id`, `/u/:handle/followers`, `/t/*`) of the `routes.json` in its folder; without that file
 * every path may be a page.
 */
export function readRoutes(webDirectory: string): (path: string) => PageKind {
  const file = join(webDirectory, 'routes.json')
  if (!existsSync(file)) return () => 'drawn'
  const routes = routesFile
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(({ path, isWritten }) => ({ pattern: asRegExp(path), isWritten }))
  return (path) => {
    const route = routes.find(({ pattern }) => pattern.test(path))
    if (!route) return 'none'
    return route.isWritten ? 'written' : 'drawn'
  }
}

function asRegExp(pattern: string): RegExp {
  const parts = pattern
    .split('/')
    .filter(Boolean)
    .map((part) => {
      if (part === '*') return '(?:/.*)?'
      if (part.startsWith(':')) return part.endsWith('?') ? '(?:/[^/]+)?' : '/[^/]+'
      return `/${part.replace(/[.+^${}()|[\]\\]/g, '\\$&')}`
    })
  return new RegExp(`^${parts.join('')}/?$`)
}
