import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql'
import type { Random } from './random.ts'

export type GeneratedOperation = { query: string; variables: Record<string, unknown> }

const deepest = 4

/** An operation that nobody wrote: aliases, arguments as literals and variables, fragments of both kinds, @include and @skip. */
export function generateOperation(schema: GraphQLSchema, random: Random): GeneratedOperation {
  return new Generation(schema, random).operation()
}

class Generation {
  readonly #schema: GraphQLSchema
  readonly #random: Random
  readonly #declared: string[] = []
  readonly #variables: Record<string, unknown> = {}
  readonly #fragments: string[] = []
  #names = 0

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema
    this.#random = random
  }

  operation(): GeneratedOperation {
    const query = this.#schema.getQueryType()
    if (!query) throw new Error('a schema without a query')
    const set = this.#selectionSet(query, 0)
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : ''
    return { query: [`query Generated${declared} ${set}`, ...this.#fragments].join('\n'), variables: this.#variables }
  }

  #selectionSet(type: GraphQLNamedType, depth: number): string {
    const parts = Array.from({ length: 1 + this.#random.below(3) }, () => this.#selection(type, depth))
    return `{ ${parts.join(' ')} }`
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const chance = this.#random.next()
    if (chance < 0.08) return '__typename'
    if (isAbstractType(type) && (chance < 0.75 || !isInterfaceType(type))) {
      const member = this.#random.one(this.#schema.getPossibleTypes(type))
      return `... on ${member.name}${this.#condition()} ${this.#selectionSet(member, depth)}`
    }
    if (chance < 0.16) return `... on ${type.name}${this.#condition()} ${this.#selectionSet(type, depth + 1)}`
    if (chance < 0.22) return `...${this.#fragment(type, depth)}${this.#condition()}`
    return this.#field(type, depth)
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    const name = this.#newName('Part')
    this.#fragments.push(`fragment ${name} on ${type.name} ${this.#selectionSet(type, depth + 1)}`)
    return name
  }

  #field(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename'
    const fields = Object.values(type.getFields())
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)))
    const field = this.#random.one(depth >= deepest && leaves.length > 0 ? leaves : fields)
    const leadsTo = getNamedType(field.type)
    if (depth >= deepest && !isLeafType(leadsTo)) return '__typename'
    const given = this.#argumentsOf(field)
    // The same name for different questions would be no valid operation.
    const alias = given !== '' || this.#random.is(0.2) ? `${this.#newName('x')}: ` : ''
    const set = isLeafType(leadsTo) ? '' : ` ${this.#selectionSet(leadsTo, depth + 1)}`
    return `${alias}${field.name}${given}${this.#condition()}${set}`
  }

  #argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.flatMap(({ name, type }) => {
      if (this.#random.is(0.4)) return []
      const value = String(type) === 'Int' ? this.#random.below(9) - 3 : ['n"1', 'é']
      if (this.#random.is(0.5)) return [`${name}: ${JSON.stringify(value)}`]
      const variable = this.#newName('v')
      this.#declared.push(`$${variable}: ${String(type)}`)
      this.#variables[variable] = value
      return [`${name}: $${variable}`]
    })
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  #condition(): string {
    if (!this.#random.is(0.08)) return ''
    const directive = this.#random.is(0.5) ? 'include' : 'skip'
    const value = this.#random.is(0.7) === (directive === 'include')
    if (this.#random.is(0.5)) return ` @${directive}(if: ${value})`
    const variable = this.#newName('if')
    this.#declared.push(`$${variable}: Boolean!`)
    this.#variables[variable] = value
    return ` @${directive}(if: $${variable})`
  }

  #newName(start: string): string {
    this.#names += 1
    return `${start}${this.#names}`
  }
}
