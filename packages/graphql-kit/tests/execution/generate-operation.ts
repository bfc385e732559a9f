import {
  doTypesOverlap,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isRequiredArgument,
  isUnionType,
  parseType,
  typeFromAST,
} from 'graphql'
import type { Choices } from './choices.ts'
import { jsonOf, literalOf } from './generate-inputs.ts'

export type GeneratedOperation = {
  readonly text: string
  readonly operationName: string | null
  /** What it is executed with, one request after the other. */
  readonly requests: readonly { readonly [name: string]: unknown }[]
}

const depth = 4

/** An operation of a schema, valid but for a few; with aliases, fragments, merged fields, conditions and variables. */
export function generateOperation(schema: GraphQLSchema, ofText: Choices, ofInputs: Choices): GeneratedOperation {
  const generator = new OperationGenerator(schema, ofText)
  const operation = generator.generate()
  return { ...operation, requests: [generator.inputs(ofInputs), generator.inputs(ofInputs)] }
}

type Variable = { readonly declared: string; readonly of: string }

class OperationGenerator {
  readonly #schema: GraphQLSchema
  readonly #choices: Choices
  readonly #variables = new Map<string, Variable>()
  readonly #fragments: { name: string; on: GraphQLCompositeType; text: string }[] = []
  readonly #meanings = new Map<string, string>()

  constructor(schema: GraphQLSchema, choices: Choices) {
    this.#schema = schema
    this.#choices = choices
  }

  generate(): Omit<GeneratedOperation, 'requests'> {
    const mutation = this.#choices.onceIn(4) ? this.#schema.getMutationType() : null
    const root = mutation ?? this.#schema.getQueryType()
    if (!root) throw new Error('The schema has no root type.')
    const selections = this.#selections(root, depth)
    const declared = [...this.#variables].map(([name, variable]) => `$${name}: ${variable.declared}`)
    const definitions = [
      `${mutation ? 'mutation' : 'query'} Made${declared.length > 0 ? `(${declared.join(', ')})` : ''} ${selections}`,
      ...this.#fragments.map(({ name, on, text }) => `fragment ${name} on ${on.name} ${text}`),
    ]
    const isOneOfTwo = this.#choices.onceIn(10)
    return {
      text: [...definitions, ...(isOneOfTwo ? ['query Other { __typename }'] : [])].join('\n'),
      operationName: this.#choices.one<string | null>(isOneOfTwo ? ['Made', 'Other', null] : [null, 'Made', null]),
    }
  }

  #selections(type: GraphQLCompositeType, left: number): string {
    const selections = Array.from({ length: 1 + this.#choices.below(4) }, () => this.#selection(type, left))
    return `{ ${selections.join(' ')} }`
  }

  #selection(type: GraphQLCompositeType, left: number): string {
    const kind = this.#choices.below(9)
    if (kind === 8) return `__typename${this.#conditions()}`
    if (left > 0 && (kind === 7 || (kind === 6 && isUnionType(type)))) return this.#inlineFragment(type, left)
    if (left > 0 && kind === 6) return this.#spread(type, left)
    const fields = isUnionType(type) ? [] : Object.values(type.getFields())
    const [first, ...others] = fields.filter(
      (field) => (left > 0 || !isCompositeType(getNamedType(field.type))) && field.name !== '_service',
    )
    if (first) return this.#field(this.#choices.one([first, ...others]), left)
    return left > 0 ? this.#inlineFragment(type, left) : '__typename'
  }

  #field(field: GraphQLField<unknown, unknown>, left: number): string {
    const args = field.args
      .filter((arg) => isRequiredArgument(arg) || this.#choices.below(2) === 1)
      .map((arg) => `${arg.name}: ${this.#argument(arg.type)}`)
    const call = `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}`
    const key = this.#keyFor(`${call} ${field.type}`, field.name)
    const of = getNamedType(field.type)
    const below = isCompositeType(of) ? ` ${this.#selections(of, left - 1)}` : ''
    return `${key === field.name ? '' : `${key}: `}${call}${this.#conditions()}${below}`
  }

  /** A key that means the same everywhere, so that all fields with it can be merged. */
  #keyFor(meaning: string, name: string): string {
    let key = this.#choices.onceIn(4) ? this.#choices.one(['a', 'b', '__proto__', 'constructor']) : name
    for (let n = 1; (this.#meanings.get(key) ?? meaning) !== meaning; n += 1) key = `${name}_${n}`
    this.#meanings.set(key, meaning)
    return key
  }

  #inlineFragment(type: GraphQLCompositeType, left: number): string {
    const on = this.#choices.onceIn(4) ? null : this.#overlapping(type)
    return `...${on ? ` on ${on.name}` : ''}${this.#conditions()} ${this.#selections(on ?? type, left - 1)}`
  }

  #spread(type: GraphQLCompositeType, left: number): string {
    const [known] = this.#fragments.filter(({ on }) => doTypesOverlap(this.#schema, on, type))
    if (known && this.#choices.below(2) === 1) return `...${known.name}${this.#conditions()}`
    const on = this.#overlapping(type)
    const text = this.#selections(on, left - 1)
    const name = `F${this.#fragments.length}`
    this.#fragments.push({ name, on, text })
    return `...${name}${this.#conditions()}`
  }

  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType {
    const others = Object.values(this.#schema.getTypeMap())
      .filter(isCompositeType)
      .filter((other) => !other.name.startsWith('_') && doTypesOverlap(this.#schema, type, other))
    return this.#choices.one([type, ...others])
  }

  #conditions(): string {
    if (!this.#choices.onceIn(5)) return ''
    const directives = this.#choices.one([['include'], ['skip'], ['skip', 'include']])
    return directives.map((name) => ` @${name}(if: ${this.#condition()})`).join('')
  }

  #condition(): string {
    const kind = this.#choices.below(4)
    if (kind === 0) return this.#variable('Boolean!', 'Boolean!')
    if (kind === 1) return this.#variable('Boolean = true', 'Boolean')
    return kind === 2 ? 'true' : 'false'
  }

  #argument(type: GraphQLInputType): string {
    return this.#choices.onceIn(3) || String(getNamedType(type)) === '_Any'
      ? this.#variableOf(type)
      : literalOf(type, this.#choices, (of) => this.#variableOf(of))
  }

  #variableOf(type: GraphQLInputType): string {
    const nullable = isNonNullType(type) ? type.ofType : type
    const noVariable = (): string => 'null'
    if (!this.#choices.onceIn(3)) return this.#variable(String(type), String(type))
    const byDefault = literalOf(type, this.#choices, noVariable)
    if (byDefault.includes('null')) return this.#variable(`${nullable}!`, `${nullable}!`)
    return this.#variable(`${nullable} = ${byDefault}`, String(nullable))
  }

  #variable(declared: string, of: string): string {
    const same = [...this.#variables].find(([, variable]) => variable.declared === declared)
    if (same && this.#choices.below(2) === 0) return `$${same[0]}`
    const name = `v${this.#variables.size}`
    this.#variables.set(name, { declared, of })
    return `$${name}`
  }

  inputs(choices: Choices): Record<string, unknown> {
    const entityType = this.#schema.getType('_Entity')
    const entities = isUnionType(entityType) ? entityType.getTypes().map(({ name }) => name) : []
    return Object.fromEntries(
      [...this.#variables].flatMap(([name, { of }]) => {
        const type = typeFromAST(this.#schema, parseType(of)) as GraphQLInputType // it was one of an argument
        if (!isNonNullType(type) && choices.onceIn(4)) return []
        return [[name, jsonOf(type, choices, entities)]]
      }),
    )
  }
}
