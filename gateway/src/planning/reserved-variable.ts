import { type DocumentNode, Kind, visit } from 'graphql'

const reserved = 'representations'

/**
 * The planner's entity fetches declare `$representations`, so a client's variable of that name would clash: it gets another one inside.
 *
 * @returns the document to plan, and what the client's variable is called in it; null where there is none
 */
export function withoutReservedVariable(document: DocumentNode): { document: DocumentNode; renamed: string | null } {
  const names = new Set<string>()
  visit(document, { [Kind.VARIABLE]: (node) => void names.add(node.name.value) })
  if (!names.has(reserved)) return { document, renamed: null }
  let free = `${reserved}_`
  while (names.has(free)) free += '_'
  return {
    document: visit(document, {
      [Kind.VARIABLE]: (node) =>
        node.name.value === reserved ? { ...node, name: { ...node.name, value: free } } : undefined,
    }),
    renamed: free,
  }
}

/** A client's variables under the names that the plan uses. */
export function renamedVariables(
  { [reserved]: value, ...others }: Readonly<Record<string, unknown>>,
  renamed: string | null,
): Readonly<Record<string, unknown>> {
  if (value === undefined) return others
  return { ...others, [renamed ?? reserved]: value }
}
