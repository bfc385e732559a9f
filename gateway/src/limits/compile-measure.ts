import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { type Amounts, AmountsSum, type Counted, cap, noAmounts, type Variables } from './amounts.ts'
import { fieldAmounts, introspectionAmounts } from './field-amounts.ts'
import { listSizeOf } from './list-size.ts'
import { isLongText } from './long-texts.ts'

/** What no variable changes. */
type Outline = {
  depth: number
  aliases: number
  fields: number
  /** The names under which one object's long texts are asked for, where there are most of them. */
  textNames: number
}

export type Measure = Readonly<Outline & Amounts>

/** A level's names of long texts are known until the field above it closes the level. */
type Level = Outline & { names: ReadonlySet<string>; amounts: Counted }

type Parent = GraphQLNamedType | null | undefined

/** More than any limit; beyond it names are not gathered, so that thousands of them cost nothing. */
const enoughNames = 30

const noNames: ReadonlySet<string> = new Set()
const nothing: Level = { depth: 0, aliases: 0, fields: 0, textNames: 0, names: noNames, amounts: noAmounts }

/**
 * Compiles an operation to the function of its variables that measures it. The text is walked once, each of its fragments too, so text that
 * multiplies itself costs nothing; what no variable changes is a number from then on, and most operations are nothing else.
 *
 * The function throws Refused BAD_USER_INPUT for a `first` outside 1 to 100.
 */
export function compileMeasure(
  schema: GraphQLSchema,
  document: ParsedDocument,
  operation: OperationDefinitionNode,
): (variables: Variables) => Measure {
  const level = new MeasureCompiler(schema, document, operation).compile()
  const measured = ({ cost, heavyMs, references, longTexts }: Amounts): Measure => ({
    depth: level.depth,
    aliases: level.aliases,
    fields: level.fields,
    textNames: textNamesOf(level),
    cost,
    heavyMs,
    references,
    longTexts,
  })
  const { amounts } = level
  if (typeof amounts === 'function') return (variables) => measured(amounts({ variables, fragments: [] }))
  const known = measured(amounts)
  return () => known
}

class MeasureCompiler {
  readonly #schema: GraphQLSchema
  readonly #document: ParsedDocument
  readonly #operation: OperationDefinitionNode
  readonly #defaults: ReadonlyMap<string, unknown>
  readonly #fragments = new Map<string, Level>()

  constructor(schema: GraphQLSchema, document: ParsedDocument, operation: OperationDefinitionNode) {
    this.#schema = schema
    this.#document = document
    this.#operation = operation
    this.#defaults = defaultsOf(operation)
  }

  compile(): Level {
    return this.#selectionSet(this.#operation.selectionSet, this.#schema.getRootType(this.#operation.operation))
  }

  #selectionSet(set: SelectionSetNode, parent: Parent): Level {
    const total = { ...nothing }
    const amounts = new AmountsSum()
    for (const selection of set.selections) {
      const level = this.#selection(selection, parent)
      addOutline(total, level)
      amounts.add(level.amounts)
    }
    total.amounts = amounts.done()
    return total
  }

  #selection(selection: SelectionNode, parent: Parent): Level {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent)
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value)
    const condition = selection.typeCondition?.name.value
    return this.#selectionSet(selection.selectionSet, condition ? this.#schema.getType(condition) : parent)
  }

  #fragment(name: string): Level {
    const known = this.#fragments.get(name)
    if (known) return known
    // A fragment that reaches itself is refused by validation; here it must only end.
    this.#fragments.set(name, nothing)
    const place = this.#fragments.size
    const fragment = this.#document.fragments.get(name)
    if (!fragment) return nothing
    const level = this.#selectionSet(fragment.selectionSet, this.#schema.getType(fragment.typeCondition.name.value))
    level.amounts = countedOnce(level.amounts, place)
    this.#fragments.set(name, level)
    return level
  }

  #field(node: FieldNode, parent: Parent): Level {
    const name = node.name.value
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
    const leadsTo = definition ? getNamedType(definition.type) : null
    const inside = node.selectionSet ? this.#selectionSet(node.selectionSet, leadsTo) : nothing
    const fields = inside.fields + 1
    const aliases = inside.aliases + (node.alias && node.alias.value !== name ? 1 : 0)
    // Tools need depth for introspection, not aliases: by those one operation would ask for the whole schema hundreds of times.
    if (name.startsWith('__'))
      return { ...nothing, aliases, fields, amounts: introspectionAmounts(name, inside.amounts) }
    const isReference = isObjectType(leadsTo) && leadsTo.getFields()['id'] !== undefined
    const size = listSizeOf({ node, definition }, this.#defaults)
    return {
      depth: inside.depth + 1,
      aliases,
      fields,
      textNames: textNamesOf(inside),
      names: isLongText(name) ? new Set([node.alias?.value ?? name]) : noNames,
      amounts: fieldAmounts(name, isReference, inside.amounts, size),
    }
  }
}

const countedOnce = (amounts: Counted, place: number): Counted =>
  typeof amounts === 'function' ? (run) => (run.fragments[place] ??= amounts(run)) : amounts

const textNamesOf = ({ names, textNames }: Level): number => Math.max(textNames, names.size)

function addOutline(total: Level, { depth, aliases, fields, textNames, names }: Level): void {
  total.depth = Math.max(total.depth, depth)
  total.aliases = cap(total.aliases + aliases)
  total.fields = cap(total.fields + fields)
  total.textNames = Math.max(total.textNames, textNames)
  if (names.size > 0 && total.names.size <= enoughNames) total.names = new Set([...total.names, ...names])
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): ReadonlyMap<string, unknown> =>
  new Map(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  )
