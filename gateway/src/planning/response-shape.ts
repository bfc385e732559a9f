import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { isPlaceholder } from './resolve-conditions.ts'

/** A field of an answer, where several of the client's selections may have become one. */
export type ShapedField = {
  responseName: string
  name: string
  /** Null for __typename, and for what begins the introspection of the schema. */
  type: GraphQLOutputType | null
  shape: ResponseShape | null
  node: FieldNode
}

/** What has fields: an object's type, or an interface where nobody says which object it is. */
export type FieldsType = GraphQLObjectType | GraphQLInterfaceType

export type ShapeParts = { schema: GraphQLSchema; fragments: ReadonlyMap<string, FragmentDefinitionNode> }

/** Whether a field begins the introspection of the schema. */
export const isIntrospection = ({ name }: ShapedField): boolean => name === '__schema' || name === '__type'

/** What a client asked of one place in the answer: its fields for each type that can stand there, found out once a type. */
export class ResponseShape {
  readonly #parts: ShapeParts
  readonly #sets: readonly SelectionSetNode[]
  readonly #byType = new Map<string, readonly ShapedField[]>()

  constructor(parts: ShapeParts, sets: readonly SelectionSetNode[]) {
    this.#parts = parts
    this.#sets = sets
  }

  fieldsOf(type: FieldsType): readonly ShapedField[] {
    const known = this.#byType.get(type.name)
    if (known) return known
    const nodes = new Map<string, FieldNode[]>()
    const spread = new Set<string>()
    for (const set of this.#sets) this.#collect(set, type, nodes, spread)
    const fields = [...nodes].map(([responseName, same]) => this.#shaped(type, responseName, same))
    this.#byType.set(type.name, fields)
    return fields
  }

  #collect(set: SelectionSetNode, type: FieldsType, nodes: Map<string, FieldNode[]>, spread: Set<string>): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (isPlaceholder(selection)) continue
        const responseName = selection.alias?.value ?? selection.name.value
        const same = nodes.get(responseName)
        if (same) same.push(selection)
        else nodes.set(responseName, [selection])
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (this.#applies(selection.typeCondition?.name.value, type))
          this.#collect(selection.selectionSet, type, nodes, spread)
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value)
        const fragment = this.#parts.fragments.get(selection.name.value)
        if (fragment && this.#applies(fragment.typeCondition.name.value, type))
          this.#collect(fragment.selectionSet, type, nodes, spread)
      }
    }
  }

  #applies(condition: string | undefined, type: FieldsType): boolean {
    if (condition === undefined || condition === type.name) return true
    const wanted = this.#parts.schema.getType(condition)
    return isAbstractType(wanted) && this.#parts.schema.isSubType(wanted, type)
  }

  #shaped(type: FieldsType, responseName: string, same: readonly FieldNode[]): ShapedField {
    const [node] = same
    if (!node) throw new Error('a field of an answer without a selection')
    const sets = same.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []))
    return {
      responseName,
      name: node.name.value,
      type: type.getFields()[node.name.value]?.type ?? null,
      shape: sets.length > 0 ? new ResponseShape(this.#parts, sets) : null,
      node: { ...node, ...(sets.length > 0 ? { selectionSet: joined(sets) } : {}) },
    }
  }
}

const joined = (sets: readonly SelectionSetNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: sets.flatMap(({ selections }) => selections),
})
