import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const generatedOrForeign = /(^|\/)(node_modules|generated|dist|fixtures)(\/|$)/

/** Every source file that is written by hand, by its path from the root. */
export function repositoryFiles(): string[] {
  return globSync('{packages,subgraphs,gateway,web,e2e,bench,scripts}/**/*.{ts,tsx,mjs}', {
    cwd: root,
    exclude: (path) => generatedOrForeign.test(path),
  }).sort()
}

/**
 * The shortest circle through each group of files that import each other. oxlint's import/no-cycle follows neither types nor `import()`, but a file cannot be
 * understood, moved or tested without what it imports in these ways either.
 */
export function findCircles(files: string[]): string[][] {
  const known = new Set(files)
  const imports = new Map(files.map((file) => [file, importsOf(file).filter((to) => known.has(to))]))
  const circles: string[][] = []
  const told = new Set<string>()
  for (const file of files) {
    if (told.has(file)) continue
    const circle = shortestWay(imports, file)
    if (!circle) continue
    circles.push(circle)
    for (const member of circle) told.add(member)
  }
  return circles
}

// Biome writes every import in one of these ways.
const importPattern = /(?:\bfrom|\bimport\(|\bimport)\s*'(\.[^']+)'/g

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(importPattern)]
    .map(([, to = '']) => join(dirname(file), to))
    .filter((path) => existsSync(join(root, path)))
}

/** From a file back to itself, breadth first. */
function shortestWay(imports: Map<string, string[]>, start: string): string[] | null {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const next of imports.get(at) ?? []) {
      if (next === start) return wayTo(cameFrom, start, at)
      if (cameFrom.has(next)) continue
      cameFrom.set(next, at)
      queue.push(next)
    }
  }
  return null
}

function wayTo(cameFrom: Map<string, string>, start: string, end: string): string[] {
  const way = [end]
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start
    way.unshift(at)
  }
  return way
}
