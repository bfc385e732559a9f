import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether node_modules holds what package-lock.json wants. node_modules/.package-lock.json is npm's own note of what it put there; packages
 * for other machines are optional and absent. A workspace is a link, without a version: it is looked for itself, because a new one has none yet.
 */
export function isInstalled(root) {
  const note = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(note)) return false
  const there = lockedPackages(note)
  return Object.entries(lockedPackages(join(root, 'package-lock.json')))
    .filter(([path]) => path.startsWith('node_modules/') || path.includes('/node_modules/'))
    .every(([path, { version, link, optional, peer }]) => {
      const isThere = existsSync(join(root, path))
      if (link) return isThere
      return (there[path]?.version === version && isThere) || ((optional || peer) && !there[path])
    })
}

export function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}
