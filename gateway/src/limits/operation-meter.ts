import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { Refused } from '../refusal.ts'
import { bucketsOf, heavyMsOf } from './heavy-fields.ts'
import { isLongText, longTextCost } from './long-texts.ts'

export type Measure = {
  depth: number
  aliases: number
  cost: number
  fields: number
  /** Of the processor, for fields that compute much whatever they answer. */
  heavyMs: number
  /** Things with an id that it leads to in the whole answer, at most: an author, the post of a comment, each item of a list. */
  references: number
  /** Long texts in the whole answer, at most. */
  longTexts: number
  /** The names under which one object's long texts are asked for, where there are most of them. */
  textNames: number
}

/** A level's names of long texts are known until the field above it closes the level. */
type Level = Measure & { names: ReadonlySet<string> }

/** More than any limit; beyond it names are not gathered, so that thousands of them cost nothing. */
const enoughNames = 30

const noNames: ReadonlySet<string> = new Set()
const nothing: Level = {
  depth: 0,
  aliases: 0,
  cost: 0,
  fields: 0,
  heavyMs: 0,
  references: 0,
  longTexts: 0,
  textNames: 0,
  names: noNames,
}
const maximumFirst = 100

/** Measures an operation without spreading its fragments out: each is measured once, so text that multiplies itself costs nothing. */
export class OperationMeter {
  readonly #schema: GraphQLSchema
  readonly #document: ParsedDocument
  readonly #operation: OperationDefinitionNode
  readonly #variables: Record<string, unknown>
  readonly #fragments = new Map<string, Level>()
  /** The variables that its measure depends on. */
  readonly used = new Set<string>()

  constructor(
    schema: GraphQLSchema,
    document: ParsedDocument,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema
    this.#document = document
    this.#operation = operation
    this.#variables = { ...defaultsOf(operation), ...variables }
  }

  measure(): Measure {
    return closed(this.#selectionSet(this.#operation.selectionSet, this.#schema.getRootType(this.#operation.operation)))
  }

  #selectionSet(set: SelectionSetNode | undefined, parent: GraphQLNamedType | null | undefined): Level {
    let total = nothing
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) total = sum(total, this.#field(selection, parent))
      else if (selection.kind === Kind.FRAGMENT_SPREAD) total = sum(total, this.#fragment(selection.name.value))
      else {
        const condition = selection.typeCondition?.name.value
        total = sum(
          total,
          this.#selectionSet(selection.selectionSet, condition ? this.#schema.getType(condition) : parent),
        )
      }
    }
    return total
  }

  #fragment(name: string): Level {
    const known = this.#fragments.get(name)
    if (known) return known
    // A fragment that reaches itself is refused by validation; here it must only end.
    this.#fragments.set(name, nothing)
    const fragment = this.#document.fragments.get(name)
    const measured = fragment
      ? this.#selectionSet(fragment.selectionSet, this.#schema.getType(fragment.typeCondition.name.value))
      : nothing
    this.#fragments.set(name, measured)
    return measured
  }

  #field(node: FieldNode, parent: GraphQLNamedType | null | undefined): Level {
    const name = node.name.value
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
    const leadsTo = definition ? getNamedType(definition.type) : null
    const inside = closed(this.#selectionSet(node.selectionSet, leadsTo))
    const fields = inside.fields + 1
    const aliases = inside.aliases + (node.alias && node.alias.value !== name ? 1 : 0)
    // Tools need depth for introspection, not aliases: by those one operation would ask for the whole schema hundreds of times.
    if (name.startsWith('__')) return { ...nothing, aliases, fields, heavyMs: heavyMsOf(name, 1) }
    const items = this.#items(node, definition)
    const isText = isLongText(name)
    const isReference = isObjectType(leadsTo) && leadsTo.getFields()['id'] !== undefined
    return {
      depth: inside.depth + 1,
      aliases,
      cost: cap((items === null ? inside.cost : items * Math.max(1, inside.cost)) + (isText ? longTextCost : 0)),
      fields,
      heavyMs: cap((items ?? 1) * inside.heavyMs + heavyMsOf(name, items ?? 1)),
      references: cap((items ?? 1) * (inside.references + (isReference ? 1 : 0))),
      longTexts: cap((items ?? 1) * inside.longTexts + (isText ? 1 : 0)),
      textNames: inside.textNames,
      names: isText ? new Set([node.alias?.value ?? name]) : noNames,
    }
  }

  /** How many nodes a field gives at most, by its `first`, `ids` or days; null when it has none of them. */
  #items(node: FieldNode, definition: GraphQLField<unknown, unknown> | undefined): number | null {
    const ids = this.#argument(node, definition, 'ids')
    if (Array.isArray(ids)) return Math.max(1, ids.length)
    const first = this.#argument(node, definition, 'first')
    if (typeof first !== 'number')
      return bucketsOf(
        this.#argument(node, definition, 'from'),
        this.#argument(node, definition, 'to'),
        this.#argument(node, definition, 'bucket'),
      )
    if (!Number.isInteger(first) || first < 1 || first > maximumFirst)
      throw new Refused({
        status: 400,
        code: 'BAD_USER_INPUT',
        message: `\`first\` of \`${node.name.value}\` must be from 1 to ${maximumFirst}.`,
      })
    return first
  }

  #uses(value: ValueNode): void {
    if (value.kind === Kind.VARIABLE) this.used.add(value.name.value)
    else if (value.kind === Kind.LIST) for (const item of value.values) this.#uses(item)
  }

  #argument(node: FieldNode, definition: GraphQLField<unknown, unknown> | undefined, name: string): unknown {
    const given = node.arguments?.find((argument) => argument.name.value === name)
    if (given) this.#uses(given.value)
    const value = given ? valueFromASTUntyped(given.value, this.#variables) : undefined
    return value ?? definition?.args.find((argument) => argument.name === name)?.defaultValue
  }
}

// Sums stay finite, so that text that multiplies itself is more than every limit and not Infinity times zero.
const cap = (value: number): number => Math.min(value, Number.MAX_SAFE_INTEGER)

const closed = (level: Level): Measure => ({ ...level, textNames: Math.max(level.textNames, level.names.size) })

const sum = (a: Level, b: Level): Level => ({
  depth: Math.max(a.depth, b.depth),
  aliases: cap(a.aliases + b.aliases),
  cost: cap(a.cost + b.cost),
  fields: cap(a.fields + b.fields),
  heavyMs: cap(a.heavyMs + b.heavyMs),
  references: cap(a.references + b.references),
  longTexts: cap(a.longTexts + b.longTexts),
  textNames: Math.max(a.textNames, b.textNames),
  names: b.names.size === 0 || a.names.size > enoughNames ? a.names : new Set([...a.names, ...b.names]),
})

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  )
