import { Kind, OperationTypeNode, print, visit } from 'graphql'
import type { CompiledOperation } from './compile-operation.ts'
import { isIntrospection, type ShapedField } from './response-shape.ts'

/** A __schema or __type field under its name in the answer, and an operation that asks for it alone: the same for all of its aliases. */
export type Introspection = {
  responseName: string
  text: string
  variables: Readonly<Record<string, unknown>>
}

/** The same without the values of its variables, which are all that differs from one request to the next. */
type Part = { responseName: string; text: string; used: ReadonlySet<string> }

const partsOf = new WeakMap<CompiledOperation, readonly Part[]>()

/** The fields of an operation that ask for the schema itself, by their names in the answer, each as an operation of its own. */
export function introspectionsOf(
  compiled: CompiledOperation,
  variables: Readonly<Record<string, unknown>>,
): Introspection[] {
  let parts = partsOf.get(compiled)
  if (!parts) {
    const fields = compiled.shape.fieldsOf(compiled.rootType).filter(isIntrospection)
    parts = fields.map((field) => partOf(field, compiled))
    partsOf.set(compiled, parts)
  }
  return parts.map(({ responseName, text, used }) => ({
    responseName,
    text,
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name))),
  }))
}

function partOf({ node, responseName }: ShapedField, { definition, fragments }: CompiledOperation): Part {
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
        selectionSet: { kind: Kind.SELECTION_SET, selections: [{ ...node, alias: undefined }] },
      },
      ...[...spread].flatMap((name) => fragments.get(name) ?? []),
    ],
  })
  return { responseName, text, used }
}
