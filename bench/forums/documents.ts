import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentNode, Kind, parse, print, separateOperations, visit } from 'graphql'

/** The operations of a checkout's web app by their names, as its client sends them: with their fragments, and `__typename` in each selection. */
export function webDocuments(checkout: string): ReadonlyMap<string, string> {
  const source = join(checkout, 'web/src')
  const all = parse(
    globSync('**/*.graphql', { cwd: source })
      .map((file) => readFileSync(join(source, file), 'utf8'))
      .join('\n'),
  )
  return new Map(
    Object.entries(separateOperations(all)).map(([name, document]) => [name, print(withTypenames(document))]),
  )
}

const withTypenames = (document: DocumentNode): DocumentNode =>
  visit(document, {
    [Kind.SELECTION_SET]: {
      leave: (node, _key, parent) => {
        const isRoot = parent !== undefined && !Array.isArray(parent) && 'operation' in parent
        const hasOne = node.selections.some((one) => one.kind === Kind.FIELD && one.name.value === '__typename')
        if (isRoot || hasOne) return undefined
        const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const
        return { ...node, selections: [...node.selections, typename] }
      },
    },
  })
