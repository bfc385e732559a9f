import { type ConstValueNode, type DefinitionNode, type InputValueDefinitionNode, Kind, parse, print } from 'graphql'

/**
 * A schema as one flat map: every name a client can write, with what it says about it. Type, Type.field, Type.field(argument),
 * Enum.VALUE, Union|Member and Type&Interface are the names; equal maps are equal contracts.
 */
export type SchemaFacts = ReadonlyMap<string, SchemaFact>
export type SchemaFact = {
  /** The name of the type, field or argument that holds this, if any. */
  parent: string | null
  /** Kind, type with nullability, default: what must be equal. */
  says: string
  /** Whether adding it would break callers that do not know it: a required argument or input field. */
  required: boolean
}

const kindWords: Partial<Record<DefinitionNode['kind'], string>> = {
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
  [Kind.OBJECT_TYPE_DEFINITION]: 'type',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
}

export function schemaFacts(sdl: string): SchemaFacts {
  const facts = new Map<string, SchemaFact>()
  for (const definition of parse(sdl).definitions) addDefinition(facts, definition)
  return facts
}

function addDefinition(facts: Map<string, SchemaFact>, definition: DefinitionNode): void {
  const kind = kindWords[definition.kind]
  if (!kind || !('name' in definition) || !definition.name) return
  const type = definition.name.value
  const add = (name: string, says: string, parent: string | null, required = false) =>
    void facts.set(name, { says, parent, required })
  add(type, kind, null)
  if ('interfaces' in definition)
    for (const { name } of definition.interfaces ?? []) add(`${type}&${name.value}`, 'implements', type)
  if ('types' in definition) for (const { name } of definition.types ?? []) add(`${type}|${name.value}`, 'member', type)
  if ('values' in definition)
    for (const { name } of definition.values ?? []) add(`${type}.${name.value}`, 'value', type)
  if (!('fields' in definition)) return
  for (const field of definition.fields ?? []) {
    const name = `${type}.${field.name.value}`
    if (field.kind === Kind.INPUT_VALUE_DEFINITION) {
      add(name, inputSays(field), type, isRequired(field))
      continue
    }
    add(name, print(field.type), type)
    for (const argument of field.arguments ?? [])
      add(`${name}(${argument.name.value})`, inputSays(argument), name, isRequired(argument))
  }
}

const inputSays = ({ type, defaultValue }: InputValueDefinitionNode): string =>
  defaultValue ? `${print(type)} = ${print(defaultValue satisfies ConstValueNode)}` : print(type)

const isRequired = ({ type, defaultValue }: InputValueDefinitionNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined
