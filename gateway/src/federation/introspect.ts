import { executeSync, type GraphQLSchema, Kind, OperationTypeNode, visit } from 'graphql'
import type { PreparedOperation } from '../planning/operation-planner.ts'
import type { ShapedField } from '../planning/response-shape.ts'

/** Answers one __schema or __type field of an operation from the public schema. */
export function introspect(
  schema: GraphQLSchema,
  { node, responseName }: ShapedField,
  { compiled: { definition, fragments }, variables }: PreparedOperation,
): unknown {
  const used = new Set<string>()
  const spread = new Set<string>()
  const collect = (within: Parameters<typeof visit>[0]): void => {
    visit(within, {
      [Kind.VARIABLE]: ({ name }) => void used.add(name.value),
      [Kind.FRAGMENT_SPREAD]: ({ name: { value } }) => {
        const fragment = fragments.get(value)
        if (!fragment || spread.has(value)) return
        spread.add(value)
        collect(fragment)
      },
    })
  }
  collect(node)
  const { data } = executeSync({
    schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: OperationTypeNode.QUERY,
          variableDefinitions: (definition.variableDefinitions ?? []).filter(({ variable }) =>
            used.has(variable.name.value),
          ),
          selectionSet: { kind: Kind.SELECTION_SET, selections: [node] },
        },
        ...[...spread].flatMap((name) => fragments.get(name) ?? []),
      ],
    },
    variableValues: variables,
  })
  return data?.[responseName] ?? null
}
