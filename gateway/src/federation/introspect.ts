import { executeSync, type FieldNode, type GraphQLSchema, Kind, OperationTypeNode, visit } from 'graphql'
import type { CompiledOperation } from './compile-operation.ts'

/** Answers one __schema or __type field of an operation from the public schema. */
export function introspect(
  schema: GraphQLSchema,
  field: FieldNode,
  { definition }: CompiledOperation,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  const used = new Set<string>()
  visit(field, { [Kind.VARIABLE]: (node) => void used.add(node.name.value) })
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
          selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
        },
      ],
    },
    variableValues: variables,
  })
  return data?.[field.alias?.value ?? field.name.value] ?? null
}
