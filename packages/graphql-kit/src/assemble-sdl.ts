import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DefinitionNode, Kind, parse, print, visit } from 'graphql'

const header = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible"]
)`

const sharedSdl = readFileSync(join(import.meta.dirname, 'shared.graphql'), 'utf8')

/**
 * The SDL of one subgraph: the @link header once, every `schema.graphql` under `directory` in the order of their paths, and of the shared
 * types exactly those that they reach.
 *
 * @param directory a subgraph's `src/modules`; its files write `extend type Query { … }` and never a header
 */
export const assembleSdl = ({ directory }: { directory: string }): string =>
  withSharedTypes(
    globSync('**/schema.graphql', { cwd: directory })
      .sort()
      .map((path) => readFileSync(join(directory, path), 'utf8')),
  )

/** As assembleSdl, over SDL in memory. */
export function withSharedTypes(modules: readonly string[]): string {
  const own = modules.map((sdl) => parse(sdl))
  const shared = new Map(parse(sharedSdl).definitions.map((definition) => [nameOf(definition), definition]))
  const reached = new Set<string>()
  const queue = own.flatMap((document) => document.definitions.flatMap(namesUsedBy))
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const definition = shared.get(name)
    if (!definition || reached.has(name)) continue
    reached.add(name)
    queue.push(...namesUsedBy(definition))
  }
  const used = [...shared].filter(([name]) => reached.has(name)).map(([, definition]) => print(definition))
  return `${[header, ...used, ...modules.map((sdl) => sdl.trim())].join('\n\n')}\n`
}

const nameOf = (definition: DefinitionNode): string =>
  'name' in definition && definition.name ? definition.name.value : definition.kind

function namesUsedBy(definition: DefinitionNode): string[] {
  const names: string[] = []
  visit(definition, { [Kind.NAMED_TYPE]: (node) => void names.push(node.name.value) })
  return names
}
