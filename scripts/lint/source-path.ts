import { posix, relative, sep } from 'node:path'

/** Where a source file belongs: `root` is the workspace ('subgraphs/posts', 'web'), `module` the feature folder below src/modules. */
export type Place = { path: string; root: string; module: string | null; file: string }

/** Fixtures repeat the repository's folders below `fixtures/<name>/`, so that a rule can be shown broken without breaking it. */
export function repositoryPath(filename: string, cwd: string): string {
  const path = relative(cwd, filename).split(sep).join(posix.sep)
  return path.replace(/^.*\/fixtures\/[^/]+\//, '')
}

export function placeOf(path: string): Place {
  const parts = path.split('/')
  const first = parts[0] ?? ''
  const root = first === 'subgraphs' || first === 'packages' ? parts.slice(0, 2).join('/') : first
  return { path, root, module: /\/src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null, file: posix.basename(path) }
}

/** The repository path an import leads to, or null when it is a package from the registry. */
export function importedPath(specifier: string, importer: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(importer), specifier))
  const own = /^@forum\/([^/]+)(?:\/(.*))?$/.exec(specifier)
  if (!own) return null
  const name = own[1] ?? ''
  const root = workspaceRoots[name] ?? `packages/${name}`
  return posix.join(root, own[2] ?? 'src/index.ts')
}

const workspaceRoots: Record<string, string> = {
  auth: 'subgraphs/auth',
  posts: 'subgraphs/posts',
  stats: 'subgraphs/stats',
  gateway: 'gateway',
  web: 'web',
  e2e: 'e2e',
  bench: 'bench',
  scripts: 'scripts',
}
