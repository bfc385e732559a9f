import { type GraphQLSchema, Kind, OperationTypeNode, print, visit } from 'graphql'
import type { PreparedOperation } from '../planning/operation-planner.ts'
import type { ShapedField } from '../planning/response-shape.ts'

/** An operation that asks for one __schema or __type field and nothing else. */
export type Introspection = { text: string; variables: Readonly<Record<string, unknown>> }

/** The fields of an operation that ask for the schema itself, each as an operation of its own. */
export const introspectionsOf = (schema: GraphQLSchema, prepared: PreparedOperation): Map<string, Introspection> =>
  new Map(
    schema.getQueryType() !== prepared.compiled.rootType
      ? []
      : prepared.compiled.shape
          .fieldsOf(prepared.compiled.rootType)
          .filter(({ name }) => name === '__schema' || name === '__type')
          .map((field) => [field.responseName, introspectionOf(field, prepared)]),
  )

function introspectionOf(
  { node }: ShapedField,
  { compiled: { definition, fragments }, variables }: PreparedOperation,
): Introspection {
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
  const text = print({
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
  })
  return { text, variables: Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name))) }
}
