import { Kind, parse, type SelectionNode } from 'graphql'
import type { FetchNode } from '../planning/plan-nodes.ts'

/** What is the same for whoever asks, and changes by an event of forum.profiles.v1 alone. */
const keptFields: ReadonlySet<string> = new Set(['__typename', 'handle', 'displayName'])

const known = new WeakMap<FetchNode, string | null>()

/** What a fetch asks of people, as the key of its answers; null where it asks for more than is kept of them. */
export function profileSelection(node: FetchNode): string | null {
  const found = known.get(node)
  if (found !== undefined) return found
  const selection = asksByIdAlone(node) ? readSelection(node.operation) : null
  known.set(node, selection)
  return selection
}

const asksByIdAlone = ({ serviceName, requires, variableUsages, inputRewrites, outputRewrites }: FetchNode): boolean =>
  serviceName === 'auth' &&
  JSON.stringify(requires) === byId &&
  !variableUsages?.length &&
  !inputRewrites?.length &&
  !outputRewrites?.length

const byId = JSON.stringify([
  {
    kind: 'InlineFragment',
    typeCondition: 'User',
    selections: [
      { kind: 'Field', name: '__typename' },
      { kind: 'Field', name: 'id' },
    ],
  },
])

function readSelection(operation: string): string | null {
  const [definition] = parse(operation, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return null
  const [entities, ...others] = definition.selectionSet.selections
  if (others.length > 0 || entities?.kind !== Kind.FIELD) return null
  const [people, ...more] = entities.selectionSet?.selections ?? []
  if (more.length > 0 || people?.kind !== Kind.INLINE_FRAGMENT || people.directives?.length) return null
  if (people.typeCondition?.name.value !== 'User') return null
  const fields = people.selectionSet.selections.map(readField).filter((field) => field !== null)
  // By code units: the order only has to be the same each time.
  fields.sort((one, other) => (one < other ? -1 : 1))
  return fields.length < people.selectionSet.selections.length ? null : fields.join(' ')
}

function readField(node: SelectionNode): string | null {
  if (node.kind !== Kind.FIELD || node.directives?.length || !keptFields.has(node.name.value)) return null
  return `${node.alias?.value ?? node.name.value}:${node.name.value}`
}
