import { type DocumentNode, Kind, visit } from 'graphql'

const reserved = 'representations'

/**
 * The planner's entity fetches declare `$representations`, so a client's variable of that name would clash: it gets another one inside.
 *
 * @returns the document to plan, and the client's variables under the names used there
 */
export function withoutReservedVariable(document: DocumentNode): {
  document: DocumentNode
  rename: (variables: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
} {
  const names = new Set<string>()
  visit(document, { [Kind.VARIABLE]: (node) => void names.add(node.name.value) })
  if (!names.has(reserved)) return { document, rename: (variables) => variables }
  let free = `${reserved}_`
  while (names.has(free)) free += '_'
  return {
    document: visit(document, {
      [Kind.VARIABLE]: (node) =>
        node.name.value === reserved ? { ...node, name: { ...node.name, value: free } } : undefined,
    }),
    rename: ({ [reserved]: value, ...others }) => (value === undefined ? others : { ...others, [free]: value }),
  }
}
