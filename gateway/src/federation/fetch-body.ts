import type { FetchNode } from '../planning/plan-nodes.ts'

/** A fetch's request up to its variables: the same for every request, so written once. */
const heads = new WeakMap<FetchNode, string>()

function headOf(node: FetchNode): string {
  const known = heads.get(node)
  if (known !== undefined) return known
  const name = node.operationName === undefined ? '' : `"operationName":${JSON.stringify(node.operationName)},`
  const head = `{"query":${JSON.stringify(node.operation)},${name}"variables":{`
  heads.set(node, head)
  return head
}

/**
 * What a fetch sends, as JSON.
 *
 * @param representations the entities that it asks for, each as JSON; null for a fetch of root fields
 */
export function fetchBody(
  node: FetchNode,
  variables: Readonly<Record<string, unknown>>,
  representations: readonly string[] | null,
): string {
  const parts: string[] = []
  for (const name of node.variableUsages ?? []) {
    const value = variables[name]
    if (value !== undefined) parts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`)
  }
  if (representations) parts.push(`"representations":[${representations.join(',')}]`)
  return `${headOf(node)}${parts.join(',')}}}`
}
