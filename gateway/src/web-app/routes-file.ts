import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Whether the web app has a page at a path, by the patterns (`/p/:id`, `/u/:handle/followers`, `/t/*`) of the `routes.json` in its folder;
 * without that file every path may be one.
 */
export function readRoutes(webDirectory: string): (path: string) => boolean {
  const file = join(webDirectory, 'routes.json')
  if (!existsSync(file)) return () => true
  const patterns = z
    .array(z.string())
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(asRegExp)
  return (path) => patterns.some((pattern) => pattern.test(path))
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
