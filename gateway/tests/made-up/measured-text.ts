import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql'
import type { Random } from './random.ts'

const deepest = 5
const names = ['n', 'm', 'ids', 'from', 'to', 'bucket', 'no', '__proto__', 'constructor', 'toString'] as const
const strangers = ['nothing', 'body', 'searchPosts', 'daily', '__schema', '__type', '__typename']

const counts = ['1', '7', '20', '99', '100']
const odd = ['0', '101', '-1', '2.5', '3.0', 'null', '"20"', '[5]', 'TEN', '99999999999999']
const literals: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    first: [...counts, ...counts, ...counts, ...odd],
    ids: ['[]', '["a", "b", "c"]', '[$n, "a"]', '"a"', 'null', '{ a: 1 }', '[[], []]'],
    from: ['"2026-01-01"', '"2026-01-31T10:00:00Z"', '"soon"', 'null', '2026', 'NOW'],
    to: ['"2026-03-01"', '"2025-01-01"', '"9999-01-01"', '""', '["2026-03-01"]'],
    bucket: ['HOUR', 'WEEK', 'MONTH', '"HOUR"', 'constructor', 'null', '[HOUR]'],
  }),
)

/** A text that nobody wrote, valid or not: lists in lists, fragments used again, arguments that size lists or seem to. */
export const generateMeasuredText = (schema: GraphQLSchema, random: Random): string =>
  new Generation(schema, random).text()

class Generation {
  readonly #schema: GraphQLSchema
  readonly #random: Random

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema
    this.#random = random
  }

  text(): string {
    const declared = names.flatMap((name) => (this.#random.is(0.2) ? [] : [`$${name}: Any${this.#usual(name)}`]))
    const heading = declared.length > 0 ? ` (${declared.join(' ')})` : ''
    const operation = `query${heading} ${this.#selectionSet(this.#schema.getQueryType(), 0)}`
    // Each spreads only those after it, so that none reaches itself.
    const fragments = Array.from({ length: deepest + 1 }, (_, at) => {
      const on = this.#random.one(['Post', 'User', 'Query', 'Comment'])
      return `fragment F${at} on ${on} ${this.#selectionSet(this.#schema.getType(on), at + 1)}`
    })
    return [operation, ...fragments].join('\n')
  }

  #usual(name: string): string {
    if (!this.#random.is(0.4)) return ''
    const literal = this.#random.one(literals.get(name === 'n' ? 'first' : name) ?? counts)
    return ` = ${literal.replace('$n', '1')}`
  }

  #selectionSet(type: GraphQLNamedType | null | undefined, depth: number): string {
    const length = 1 + this.#random.below(depth > deepest ? 2 : 4)
    return `{ ${Array.from({ length }, () => this.#selection(type, depth)).join(' ')} }`
  }

  #selection(type: GraphQLNamedType | null | undefined, depth: number): string {
    const chance = this.#random.next()
    if (chance < 0.1) return `...F${depth + this.#random.below(deepest + 2 - depth)}${this.#condition()}`
    if (chance >= 0.15) return this.#field(type, depth)
    const on = this.#random.is(0.5) ? ` on ${this.#random.one(['Post', 'User', 'Query', 'Node', 'Nothing'])}` : ''
    return `...${on}${this.#condition()} ${this.#selectionSet(type, depth + 1)}`
  }

  #field(type: GraphQLNamedType | null | undefined, depth: number): string {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    const known = this.#random.is(0.9) && fields.length > 0 ? this.#random.one(fields) : null
    const name = known?.name ?? this.#random.one(strangers)
    const leadsTo = known && getNamedType(known.type)
    const isLeaf = leadsTo ? isLeafType(leadsTo) : this.#random.is(0.5)
    const set = isLeaf || depth >= deepest ? '' : ` ${this.#selectionSet(leadsTo, depth + 1)}`
    const alias = this.#random.is(0.15) ? `${this.#random.one(['a', 'b', name])}: ` : ''
    const given = this.#argumentsOf(known?.args.map((argument) => argument.name) ?? [])
    return `${alias}${name}${given}${this.#condition()}${set}`
  }

  #argumentsOf(known: readonly string[]): string {
    const given = [...literals].filter(([name]) => this.#random.is(known.includes(name) ? 0.6 : 0.02))
    if (given.length === 0) return ''
    return `(${given.map(([name, of]) => `${name}: ${this.#value(name, of)}`).join(' ')})`
  }

  #value(name: string, of: readonly string[]): string {
    if (this.#random.is(0.6)) return this.#random.one(of)
    return `$${this.#random.is(0.7) ? name.replace('first', 'n') : this.#random.one(names)}`
  }

  #condition(): string {
    return this.#random.is(0.1) ? ` @${this.#random.one(['skip', 'include'])}(if: $${this.#random.one(names)})` : ''
  }
}

/** Values that fit and values that do not, of variables that such a text uses. */
export function generateMeasuredVariables(random: Random): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) =>
      random.is(0.3) ? [] : [[name, random.one(random.is(0.9) ? (fitting.get(name) ?? others) : others)]],
    ),
  )
}

const fitting: ReadonlyMap<string, readonly unknown[]> = new Map<string, readonly unknown[]>([
  ['n', [1, 2, 50, 100]],
  ['m', [1, 30, 100]],
  ['ids', [[], ['a'], Array.from({ length: 40 }, () => 'id')]],
  ['from', ['2026-01-01', '2020-01-01']],
  ['to', ['2026-02-01', '2030-01-01']],
  ['bucket', ['HOUR', 'DAY', 'WEEK', 'MONTH']],
])
const others: readonly unknown[] = [
  null,
  0,
  5,
  101,
  1.5,
  -1,
  1e300,
  true,
  '',
  '20',
  'constructor',
  {},
  { toString: 1 },
  [[]],
]
