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
const literals: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    first: [
      ...counts,
      ...counts,
      ...counts,
      '0',
      '101',
      '-1',
      '2.5',
      '3.0',
      'null',
      '"20"',
      '[5]',
      'TEN',
      '99999999999999',
    ],
    ids: ['[]', '["a", "b", "c"]', '[$n, "a"]', '"a"', 'null', '{ a: 1 }', '[[], []]'],
    from: ['"2026-01-01"', '"2026-01-31T10:00:00Z"', '"soon"', 'null', '2026', 'NOW'],
    to: ['"2026-03-01"', '"2025-01-01"', '"9999-01-01"', '""', '["2026-03-01"]'],
    bucket: ['HOUR', 'WEEK', 'MONTH', '"HOUR"', 'constructor', 'null', '[HOUR]'],
  }),
)

/** A text that nobody wrote, valid or not: lists in lists, fragments used again, arguments that size lists or seem to. */
export function generateMeasuredText(schema: GraphQLSchema, random: Random): string {
  const value = (of: string): string =>
    random.is(0.4)
      ? `$${random.is(0.7) ? of.replace('first', 'n') : random.one(names)}`
      : random.one(literals.get(of) ?? counts)
  const given = (known: readonly string[]): string => {
    const sizing = [...literals.keys()].filter((of) => random.is(known.includes(of) ? 0.6 : 0.02))
    return sizing.length > 0 ? `(${sizing.map((of) => `${of}: ${value(of)}`).join(' ')})` : ''
  }
  const condition = (): string =>
    random.is(0.1) ? ` @${random.one(['skip', 'include'])}(if: $${random.one(names)})` : ''
  const field = (type: GraphQLNamedType | null, depth: number): string => {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    const known = random.is(0.9) && fields.length > 0 ? random.one(fields) : null
    const name = known?.name ?? random.one(strangers)
    const leadsTo = known && getNamedType(known.type)
    const isLeaf = leadsTo ? isLeafType(leadsTo) : random.is(0.5)
    const set = isLeaf || depth >= deepest ? '' : ` ${selectionSet(leadsTo, depth + 1)}`
    const alias = random.is(0.15) ? `${random.one(['a', 'b', name])}: ` : ''
    return `${alias}${name}${given(known?.args.map((each) => each.name) ?? [])}${condition()}${set}`
  }
  const selection = (type: GraphQLNamedType | null, depth: number): string => {
    const chance = random.next()
    const other = random.one(['Post', 'User', 'Query', 'Node', 'Nothing'])
    if (chance < 0.1) return `...F${depth + random.below(deepest + 2 - depth)}${condition()}`
    if (chance < 0.15)
      return `...${random.is(0.5) ? ` on ${other}` : ''}${condition()} ${selectionSet(type, depth + 1)}`
    return field(type, depth)
  }
  const selectionSet = (type: GraphQLNamedType | null, depth: number): string =>
    `{ ${Array.from({ length: 1 + random.below(depth > deepest ? 2 : 4) }, () => selection(type, depth)).join(' ')} }`
  const declared = names.flatMap((name) => {
    if (random.is(0.2)) return []
    const usual = random.is(0.4)
      ? ` = ${random.one(literals.get(name === 'n' ? 'first' : name) ?? counts).replace('$n', '1')}`
      : ''
    return [`$${name}: Any${usual}`]
  })
  const root = schema.getQueryType() ?? null
  const operation = `query${declared.length > 0 ? ` (${declared.join(' ')})` : ''} ${selectionSet(root, 0)}`
  // Each spreads only those after it, so that none reaches itself.
  const fragments = Array.from({ length: deepest + 1 }, (_, at) => {
    const on = random.one(['Post', 'User', 'Query', 'Comment'])
    return `fragment F${at} on ${on} ${selectionSet(schema.getType(on) ?? null, at + 1)}`
  })
  return [operation, ...fragments].join('\n')
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
