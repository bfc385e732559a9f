import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { FieldWithInput, Variables } from './check-inputs.ts'
import { compileInputs } from './compile-inputs.ts'
import type { PlanNode } from './plan-nodes.ts'
import type { PlanResult } from './plan-task.ts'
import { type Conditions, resolveConditions } from './resolve-conditions.ts'
import { ResponseShape } from './response-shape.ts'

/** All that depends on an operation's text and conditions alone, made once and kept. */
export type CompiledOperation = {
  plan: PlanNode | undefined
  /** With its conditions decided, as all that follows. */
  definition: OperationDefinitionNode
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  rootType: GraphQLObjectType
  shape: ResponseShape
  /** Checks and coerces the variables, as `checkInputs` does. @throws Refused BAD_USER_INPUT */
  checkInputs: (variables: Variables) => Variables
  /** What the client calls `$representations` has this name in the plan. */
  renamed: string | null
}

export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Conditions,
  { plan, renamed }: Extract<PlanResult, { valid: true }>,
): CompiledOperation {
  const resolved = resolveConditions(document, operation, conditions)
  const fragments = new Map<string, FragmentDefinitionNode>()
  let definition = operation
  for (const node of resolved.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node)
    else if (node.kind === Kind.OPERATION_DEFINITION) definition = node
  }
  const rootType = schema.getRootType(operation.operation)
  if (!rootType) throw new Error(`the schema has no ${operation.operation}, although validation found it`)
  return {
    plan,
    definition,
    fragments,
    rootType,
    shape: new ResponseShape({ schema, fragments }, [definition.selectionSet]),
    checkInputs: compileInputs(schema, definition, inputsOf(schema, resolved)),
    renamed,
  }
}

function inputsOf(schema: GraphQLSchema, document: DocumentNode): FieldWithInput[] {
  const inputs: FieldWithInput[] = []
  const types = new TypeInfo(schema)
  let depends = false
  visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.FIELD]: (node) => {
        const field = types.getFieldDef()
        if (!field) return
        depends = false
        for (const argument of node.arguments ?? [])
          visit(argument, {
            [Kind.VARIABLE]: () => {
              depends = true
            },
          })
        if (depends) inputs.push({ field, node })
      },
    }),
  )
  return inputs
}
