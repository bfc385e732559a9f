import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  buildSchema,
  type FieldNode,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { expect, test } from 'vitest'
import { generateMeasuredText, generateMeasuredVariables } from '../../tests/made-up/measured-text.ts'
import { Random } from '../../tests/made-up/random.ts'
import { chooseOperation } from '../documents/choose-operation.ts'
import { type ParsedDocument, parseDocument } from '../documents/parse-document.ts'
import { compileMeasure, type Measure } from './compile-measure.ts'
import { bucketsOf, heavyMsOf } from './heavy-fields.ts'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../docs/schema.graphql'), 'utf8'))

const compile = (text: string) => {
  const document = parseDocument(text)
  return compileMeasure(schema, document, chooseOperation(document, undefined))
}

/** What comes of it, or why it is refused. */
const outcome = (measure: () => Measure): unknown => {
  try {
    return measure()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

const texts = ['body', 'bodyHtml', 'copyBodyHtml', 'renderMarkdown']
const cap = (value: number) => Math.min(value, Number.MAX_SAFE_INTEGER)

/** The same by walking the whole text for each request, fragments spread out. */
function walk(document: ParsedDocument, given: Readonly<Record<string, unknown>>): Measure {
  const operation = chooseOperation(document, undefined)
  const variables: Record<string, unknown> = Object.assign(
    Object.create(null),
    Object.fromEntries(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    ),
    given,
  )
  const empty = { depth: 0, aliases: 0, fields: 0, textNames: 0, cost: 0, heavyMs: 0, references: 0, longTexts: 0 }
  type Level = Measure & { names: string[] }
  const levelOf = (set: SelectionSetNode | undefined, type: GraphQLNamedType | null | undefined): Level => {
    let total: Level = { ...empty, names: [] }
    for (const selection of set?.selections ?? []) {
      const add = ((): Level => {
        if (selection.kind === 'Field') return fieldOf(selection, type)
        if (selection.kind === 'InlineFragment')
          return levelOf(
            selection.selectionSet,
            selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type,
          )
        const fragment = document.fragments.get(selection.name.value)
        return levelOf(fragment?.selectionSet, schema.getType(fragment?.typeCondition.name.value ?? ''))
      })()
      total = {
        depth: Math.max(total.depth, add.depth),
        aliases: cap(total.aliases + add.aliases),
        fields: cap(total.fields + add.fields),
        textNames: Math.max(total.textNames, add.textNames),
        cost: cap(total.cost + add.cost),
        heavyMs: cap(total.heavyMs + add.heavyMs),
        references: cap(total.references + add.references),
        longTexts: cap(total.longTexts + add.longTexts),
        names: [...total.names, ...add.names],
      }
    }
    return total
  }
  const fieldOf = (node: FieldNode, type: GraphQLNamedType | null | undefined): Level => {
    const name = node.name.value
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
    const leadsTo = definition && getNamedType(definition.type)
    const inside = levelOf(node.selectionSet, leadsTo)
    const fields = inside.fields + 1
    const aliases = inside.aliases + (node.alias && node.alias.value !== name ? 1 : 0)
    if (name.startsWith('__')) return { ...empty, fields, aliases, heavyMs: heavyMsOf(name, 1), names: [] }
    const valueOf = (argument: string): unknown => {
      const found = node.arguments?.find((each) => each.name.value === argument)
      const value: unknown = found && valueFromASTUntyped(found.value, variables)
      return value ?? definition?.args.find((each) => each.name === argument)?.defaultValue
    }
    const [ids, first] = [valueOf('ids'), valueOf('first')]
    const isCount = !Array.isArray(ids) && typeof first === 'number'
    if (isCount && !(Number.isInteger(first) && first >= 1 && first <= 100))
      throw new Error(`\`first\` of \`${name}\` must be from 1 to 100.`)
    const other = isCount ? first : bucketsOf(valueOf('from'), valueOf('to'), valueOf('bucket'))
    const items = Array.isArray(ids) ? Math.max(1, ids.length) : other
    const times = items ?? 1
    const isText = texts.includes(name)
    const isReference = isObjectType(leadsTo) && 'id' in leadsTo.getFields()
    return {
      depth: inside.depth + 1,
      aliases,
      fields,
      textNames: Math.max(inside.textNames, new Set(inside.names).size),
      cost: cap((items === null ? inside.cost : items * Math.max(1, inside.cost)) + (isText ? 0.25 : 0)),
      heavyMs: cap(times * inside.heavyMs + heavyMsOf(name, times)),
      references: cap(times * (inside.references + (isReference ? 1 : 0))),
      longTexts: cap(times * inside.longTexts + (isText ? 1 : 0)),
      names: isText ? [node.alias?.value ?? name] : [],
    }
  }
  const { names, ...measure } = levelOf(operation.selectionSet, schema.getRootType(operation.operation))
  return { ...measure, textNames: Math.max(measure.textNames, new Set(names).size) }
}

test('a compiled operation measures to the last digit what walking its text does, for whatever variables come one after another', () => {
  const measured = { numbers: 0, refusals: 0, sizes: 0 }
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = new Random(seed)
      const text = generateMeasuredText(schema, random)
      const document = parseDocument(text)
      const compiled = compile(text)
      const seen = new Set<string>()
      for (let request = 0; request < 4; request += 1) {
        const variables = generateMeasuredVariables(random)
        const found = outcome(() => compiled(variables))
        expect(found, text).toEqual(outcome(() => walk(document, variables)))
        measured[typeof found === 'string' ? 'refusals' : 'numbers'] += 1
        seen.add(JSON.stringify(found))
      }
      if (seen.size > 1) measured.sizes += 1
    }),
    { numRuns: 600 },
  )
  expect(Math.min(measured.numbers, measured.refusals, measured.sizes)).toBeGreaterThan(20)
})

test('what no variable sizes is measured once', () => {
  const measure = compile('query ($a: String) { feed(first: 3, after: $a) { edges { node { id bodyHtml } } } }')
  expect(measure({ a: 'x' })).toBe(measure({ a: 'y' }))
  expect(measure({})).toMatchObject({ cost: 3, references: 3, longTexts: 3 })
})

test('a text that multiplies itself by variables is compiled and measured at once', () => {
  const fragments = Array.from(
    { length: 90 },
    (_, at) => `fragment F${at} on Query { feed(first: $n) { edges { cursor } } ...F${at + 1} ...F${at + 1} }`,
  )
  const measure = compile(`query ($n: Int) { ...F0 } ${fragments.join(' ')} fragment F90 on Query { ...F0 }`)
  expect(measure({ n: 5 }).cost).toBe(Number.MAX_SAFE_INTEGER)
  expect(() => measure({ n: 0 })).toThrow('must be from 1 to 100')
})

test('variables named as what every object has, or with such values, size a list as others do', () => {
  const measure = compile('query ($constructor: Int) { feed(first: $constructor) { edges { node { id } } } }')
  expect([measure({}).cost, measure({ constructor: 5 }).cost]).toEqual([20, 5])
  const days = compile('query ($by: Bucket) { activity(from: "2026-01-01", to: "2026-01-03", bucket: $by) { asOf } }')
  expect(['HOUR', 'constructor', { toString: 1 }].map((by) => days({ by }).cost)).toEqual([72, 3, 3])
})
