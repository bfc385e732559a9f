import {
  type FieldNode,
  type OperationDefinitionNode,
  OperationTypeNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { rootFields } from '../documents/root-fields.ts'
import { Refused } from '../refusal.ts'

const sessionMutations = ['register', 'login', 'refreshSession', 'logout'] as const
export type SessionMutation = (typeof sessionMutations)[number]

const isSessionMutation = (name: string): name is SessionMutation => sessionMutations.some((known) => known === name)

export type SessionOperation = {
  name: SessionMutation
  /** Whether it wants its tokens as cookies. */
  asksForCookies: boolean
}

/**
 * The session mutation that an operation is, or null. It stands alone, because what it changes (who the caller is) must not depend on the
 * order of fields.
 *
 * @throws Refused BAD_REQUEST when it has company
 */
export function sessionOperation(
  document: ParsedDocument,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): SessionOperation | null {
  if (operation.operation !== OperationTypeNode.MUTATION) return null
  const fields = rootFields(document, operation)
  const field = fields.find(({ name }) => isSessionMutation(name.value))
  if (!field || !isSessionMutation(field.name.value)) return null
  const name = field.name.value
  if (fields.length > 1)
    throw new Refused({
      status: 400,
      code: 'BAD_REQUEST',
      message: `\`${name}\` must be the only field of its operation.`,
    })
  return { name, asksForCookies: sessionKindOf(operation, field, variables) === 'COOKIES' }
}

function sessionKindOf(
  operation: OperationDefinitionNode,
  field: FieldNode,
  given: Readonly<Record<string, unknown>>,
): unknown {
  const value = field.arguments?.find(({ name }) => name.value === 'input')?.value
  if (!value) return undefined
  const input = valueOf(value, { ...defaultsOf(operation), ...given })
  return typeof input === 'object' && input !== null && 'session' in input ? input.session : undefined
}

const valueOf = (value: ValueNode, variables: Readonly<Record<string, unknown>>): unknown =>
  valueFromASTUntyped(value, variables)

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  )
