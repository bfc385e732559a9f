import { type FieldNode, type GraphQLField, Kind, valueFromASTUntyped } from 'graphql'
import { Refused } from '../refusal.ts'
import type { Variables } from './amounts.ts'
import { bucketsOf } from './heavy-fields.ts'

const maximumFirst = 100

/** How many nodes a field gives at most, by its `first`, `ids` or days; null when it has none of them. */
export type ListSize = number | null | ((variables: Variables) => number | null)

type Field = { node: FieldNode; definition: GraphQLField<unknown, unknown> | undefined }
/** What is known of an argument, or which variable it is and what it is without a value. */
type Argument = { variable: string | null; known: unknown; unset: unknown }

const absent: Argument = { variable: null, known: undefined, unset: undefined }

/**
 * Compiles the size of a field's list: a number where no variable says it. A `first` that is refused is refused when it is asked for, so that
 * of several the same one is told as by walking the text.
 *
 * @param defaults of the operation's variables
 */
export function listSizeOf(field: Field, defaults: ReadonlyMap<string, unknown>): ListSize {
  const { node, definition } = field
  if (!node.arguments?.length && !definition?.args.length) return null
  const ids = argumentOf(field, 'ids', defaults)
  const first = argumentOf(field, 'first', defaults)
  const from = argumentOf(field, 'from', defaults)
  const to = argumentOf(field, 'to', defaults)
  const bucket = argumentOf(field, 'bucket', defaults)
  const size = (variables: Variables): number | null => {
    const list = valueOf(ids, variables)
    if (Array.isArray(list)) return Math.max(1, list.length)
    const count = valueOf(first, variables)
    if (typeof count === 'number') return allowedFirst(node.name.value, count)
    return bucketsOf(valueOf(from, variables), valueOf(to, variables), valueOf(bucket, variables))
  }
  const isKnown = !(ids.variable ?? first.variable ?? from.variable ?? to.variable ?? bucket.variable)
  return isKnown && (Array.isArray(ids.known) || !isRefused(first.known)) ? size({}) : size
}

/** Only a variable that is the whole of an argument can change the size: of a list the length counts alone. */
function argumentOf({ node, definition }: Field, name: string, defaults: ReadonlyMap<string, unknown>): Argument {
  const usual: unknown = definition?.args.find((argument) => argument.name === name)?.defaultValue
  const given = node.arguments?.find((argument) => argument.name.value === name)?.value
  if (!given) return usual === undefined ? absent : { variable: null, known: usual, unset: undefined }
  if (given.kind !== Kind.VARIABLE)
    return { variable: null, known: valueFromASTUntyped(given) ?? usual, unset: undefined }
  return { variable: given.name.value, known: usual, unset: defaults.get(given.name.value) }
}

function valueOf({ variable, known, unset }: Argument, variables: Variables): unknown {
  if (variable === null) return known
  return (Object.hasOwn(variables, variable) ? variables[variable] : unset) ?? known
}

const isRefused = (first: unknown): boolean =>
  typeof first === 'number' && (!Number.isInteger(first) || first < 1 || first > maximumFirst)

function allowedFirst(field: string, first: number): number {
  if (isRefused(first))
    throw new Refused({
      status: 400,
      code: 'BAD_USER_INPUT',
      message: `\`first\` of \`${field}\` must be from 1 to ${maximumFirst}.`,
    })
  return first
}
