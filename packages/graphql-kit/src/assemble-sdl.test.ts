import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { withSharedTypes } from './assemble-sdl.ts'

const definedIn = (sdl: string) =>
  parse(sdl).definitions.flatMap((node) =>
    'name' in node && node.name && !node.kind.endsWith('Extension') ? [node.name.value] : [],
  )

test('a subgraph gets of the shared types what it reaches, and their parts', () => {
  const sdl = withSharedTypes([
    'extend type Query { a: R } union R = InvalidInput',
    'extend type Query { at: DateTime }',
  ])
  expect(definedIn(sdl).toSorted()).toEqual(['DateTime', 'FieldProblem', 'InvalidInput', 'Problem', 'R'])
})

test('what is only an argument’s type counts too', () => {
  expect(definedIn(withSharedTypes(['extend type Query { a(w: Window): Int }']))).toEqual(['Window'])
})

test('the result is one valid subgraph', () => {
  const sdl = withSharedTypes([
    'extend type Query { a: A } type A @key(fields: "ref") { ref: ID! @inaccessible }',
    'extend type Query { b: PageInfo }',
  ])
  expect(Object.keys(buildSubgraphSchema(parse(sdl)).getQueryType()?.getFields() ?? {})).toEqual(
    expect.arrayContaining(['a', 'b', '_service', '_entities']),
  )
})
