import { inspect } from 'node:util'
import { restoreScalars } from '@forum/graphql-kit'
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  parseType,
  typeFromAST,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Random } from './random.ts'

/** By their type: literals that are of it, and the last that is not. */
const literals: ReadonlyMap<string, readonly string[]> = new Map([
  ['Int', ['0', '-7', '"x"']],
  ['Float', ['1', '2.5', 'true']],
  ['Boolean', ['true', 'false', '1']],
  ['String', ['""', '"text"', '5']],
  ['ID', ['"id"', '5', 'true']],
  ['Kind', ['A', 'constructor', 'NONE']],
  ['DateTime', ['"2026-01-31T12:00:00Z"', '"soon"']],
  ['Long', ['5', '-5']],
  ['BigInt', ['"123"', '[]']],
  ['Anything', ['{ a: [1, $v0] }', '[$v0]', '1']],
  [
    'Nested',
    ['{ id: "i" }', '{ id: $v0, count: $v1, inner: { id: $v2 }, names: [$v0, "n"] }', '{ list: $v1, id: 1 }', '{}'],
  ],
  ['OneOf', ['{ a: "x" }', '{ b: $v1 }', '{ a: "x", b: 1 }']],
])

const values: ReadonlyMap<string, readonly unknown[]> = new Map<string, readonly unknown[]>([
  ['Int', [0, 20, -5, 2 ** 31 - 1]],
  ['Float', [0.5, -0, 1e300]],
  ['Boolean', [true, false]],
  ['String', ['', 'text', 'x'.repeat(3_000)]],
  ['ID', ['id', 5, -0]],
  ['Kind', ['A', 'B', 'constructor']],
  ['DateTime', ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00+03:00']],
  ['Long', [0, 2 ** 53 - 1]],
  ['BigInt', ['0', '123456789012345678901234567890']],
  ['Anything', [1, 'x', { deep: [{ er: null }] }, [[]]]],
])

const wrong: readonly unknown[] = [
  ...[null, 1.5, 2 ** 31, Number.NaN, '', 'NONE', 'toString', '__proto__', true, 5n, [], {}, [null], [[[]]]],
  ...[{ toString: 1 }, { id: 'i', extra: 1 }, { id: 'i', constructor: 1 }, { a: 'x', b: 2 }, { a: null }, new Set([1])],
  JSON.parse('{ "__proto__": { "id": "i" } }'),
  JSON.parse('{ "id": "i", "__proto__": 1 }'),
  Array.from({ length: 30 }, () => ({})),
  Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 1),
  Array.from({ length: 60 }).reduce<unknown>((inner) => ({ id: 'i', inner }), { id: 'i' }),
  'y'.repeat(2_000),
]

const kinds = [...literals.keys()]
const around = ['T', 'T!', '[T]', '[T!]!', '[[T!]]']
const names = ['v0', 'v1', 'v2', 'v3', '__proto__', 'constructor']

/** Fields that each take one kind of input, with lists around it. */
export function inputSchema(): GraphQLSchema {
  const fields = kinds.flatMap((kind) =>
    around.map((type, at) => `${kind}${at}(given: ${type.replace('T', kind)}, other: [Int!]! = [1]): String`),
  )
  const schema = buildSchema(`
    scalar DateTime scalar Long scalar BigInt scalar Anything
    enum Kind { A B constructor }
    input Nested {
      id: ID! count: Int! = 3 kind: Kind = B inner: Nested list: [Nested!] names: [String!] constructor: String
      at: DateTime big: BigInt any: Anything one: OneOf
    }
    input OneOf @oneOf { a: String b: Int }
    type Query { ${fields.join(' ')} usual(given: Nested! = { id: "usual" }, other: Boolean!): String }`)
  restoreScalars(schema)
  const big = schema.getType('BigInt')
  if (isScalarType(big)) big.parseValue = bigIntOf
  const anything = schema.getType('Anything')
  if (isScalarType(anything)) anything.parseLiteral = withoutNulls
  return schema
}

/** A scalar that looks into the variables of its literals. */
function withoutNulls(node: ValueNode, variables: Readonly<Record<string, unknown>> | null | undefined): unknown {
  const value = valueFromASTUntyped(node, variables)
  return inspect(value).includes('null') ? undefined : value
}

function bigIntOf(value: unknown): bigint {
  if (typeof value !== 'string' || value === '') throw new TypeError('It is no whole number.')
  return BigInt(value)
}

/** A text with variables of every type, where they fit and where they do not, and a function that makes values up for them. */
export function generateInputs(schema: GraphQLSchema, random: Random) {
  const declared = names.flatMap((name) => {
    if (random.is(0.4)) return []
    const kind = random.one(kinds)
    const text = random.one(around).replace('T', kind)
    const type = typeFromAST(schema, parseType(text))
    if (!isInputType(type)) throw new Error(`${text} is no input`)
    const literal = random.one(literals.get(kind) ?? []).replaceAll(/\$v\d/g, '1')
    const usual = random.is(0.3) ? ` = ${random.one([literal, literal, `[${literal}]`, 'null'])}` : ''
    return [{ name, kind, type, text: `$${name}: ${text}${usual}` }]
  })
  const argument = (kind: string): string => {
    const fitting = declared.filter((each) => each.kind === kind)
    if (fitting.length > 0 && random.is(0.8)) return `$${random.one(fitting).name}`
    return random.is(0.3) ? `$${random.one(names)}` : random.one(literals.get(kind) ?? [])
  }
  const fields = Array.from({ length: 1 + random.below(4) }, (_, at) => {
    const kind = random.one(declared.length > 0 && random.is(0.8) ? declared.map((each) => each.kind) : kinds)
    const other = random.is(0.2) ? `, other: $${random.one(names)}` : ''
    return random.is(0.1)
      ? `x${at}: usual(given: ${argument('Nested')}, other: ${argument('Boolean')})`
      : `x${at}: ${kind}${random.below(around.length)}(given: ${argument(kind)}${other})`
  })
  const heading = declared.length > 0 ? `(${declared.map(({ text }) => text).join(', ')})` : ''
  return {
    text: `query${heading} { ${fields.join(' ')} }`,
    variables: (): Record<string, unknown> =>
      Object.fromEntries(
        declared.flatMap(({ name, type }) => {
          if (random.is(0.1)) return []
          return [[name, random.is(0.1) ? random.one(wrong) : valueOf(type, random, 0)]]
        }),
      ),
  }
}

function valueOf(type: GraphQLInputType, random: Random, depth: number): unknown {
  if (random.is(0.01)) return random.one(wrong)
  if (isNonNullType(type)) return valueOf(type.ofType, random, depth)
  if (random.is(0.1)) return null
  if (isListType(type)) {
    if (random.is(0.2)) return valueOf(type.ofType, random, depth)
    return Array.from({ length: random.below(4) }, () => valueOf(type.ofType, random, depth + 1))
  }
  if (!isInputObjectType(type)) return random.one(values.get(type.name) ?? [])
  const fields = Object.values(type.getFields())
  const given = type.isOneOf
    ? [random.one(fields)]
    : fields.filter((field) => isNonNullType(field.type) || random.is(depth > 2 ? 0.05 : 0.3))
  const entries = given.map((field): [string, unknown] => [field.name, valueOf(field.type, random, depth + 1)])
  if (random.is(0.05)) entries.push([random.one(['extra', '__proto__', 'toString']), 1])
  return Object.fromEntries(random.is(0.5) ? entries : entries.toReversed())
}
