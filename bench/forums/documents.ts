import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentNode, Kind, parse, print, visit } from 'graphql'

/** The operations of a checkout's web app by their names, as its client sends them: with their fragments, and `__typename` in each selection. */
export function webDocuments(checkout: string): ReadonlyMap<string, string> {
  const source = join(checkout, 'web/src')
  const { definitions } = parse(
    globSync('**/*.graphql', { cwd: source })
      .map((file) => readFileSync(join(source, file), 'utf8'))
      .join('\n'),
  )
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  )
  const documents = new Map<string, string>()
  for (const operation of definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION || !operation.name) continue
    const used = new Set<string>()
    const collect = (within: Parameters<typeof visit>[0]): void => {
      visit(within, {
        [Kind.FRAGMENT_SPREAD]: ({ name: { value } }) => {
          const fragment = fragments.get(value)
          if (!fragment || used.has(value)) return
          used.add(value)
          collect(fragment)
        },
      })
    }
    collect(operation)
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [operation, ...[...used].flatMap((name) => fragments.get(name) ?? [])],
    }
    documents.set(operation.name.value, print(withTypenames(document)))
  }
  return documents
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
