import { expect, test } from 'vitest'
import type { FetchNode } from '../planning/plan-nodes.ts'
import { KeptProfiles, type ProfileReading } from './kept-profiles.ts'

const fetchOf = (selection: string, more: Partial<FetchNode> = {}): FetchNode => ({
  kind: 'Fetch',
  serviceName: 'auth',
  operationName: 'Any__auth__1',
  operationKind: 'query' as FetchNode['operationKind'],
  operation: `query Any__auth__1($representations:[_Any!]!){_entities(representations:$representations){${selection}}}`,
  variableUsages: [],
  requires: [
    {
      kind: 'InlineFragment',
      typeCondition: 'User',
      selections: [
        { kind: 'Field', name: '__typename' },
        { kind: 'Field', name: 'id' },
      ],
    },
  ],
  ...more,
})

const isThere = () => true
const guest = { isMutation: false, viewer: null }
const ann = '{"__typename":"User","id":"ann"}'
const person = { handle: 'ann', displayName: 'Ann' }
const names = '...on User{handle displayName}'

function reading(profiles: KeptProfiles, selection: string): ProfileReading {
  const found = profiles.readingOf(fetchOf(selection), guest)
  if (!found) throw new Error(`${selection} is not kept`)
  return found
}

test.each([
  ['...on User{bio}', {}],
  ['...on User{handle role}', {}],
  ['...on User{handle @include(if:$is)}', {}],
  ['...on User{handle viewer{id}}', {}],
  ['...on Viewer{handle}', {}],
  ['...on User{handle}...on Viewer{email}', {}],
  ['...on User @include(if:$is){handle}', {}],
  ['__typename', {}],
  [names, { serviceName: 'posts' }],
  [names, { variableUsages: ['is'] }],
  [names, { requires: [] }],
])('%s %j is asked for each time', (selection, more) => {
  expect(new KeptProfiles(isThere).readingOf(fetchOf(selection, more), guest)).toBeNull()
})

test('a mutation neither finds nor keeps anything', () => {
  expect(new KeptProfiles(isThere).readingOf(fetchOf(names), { isMutation: true, viewer: null })).toBeNull()
})

test('what is kept is found under the same names alone, in whatever order', () => {
  const profiles = new KeptProfiles(isThere)
  reading(profiles, names).keep(ann, person)
  expect(reading(profiles, '...on User{displayName handle}').get(ann)).toEqual(person)
  for (const other of [
    '...on User{handle}',
    '...on User{handle:displayName displayName:handle}',
    '...on User{a:handle}',
  ])
    expect(reading(profiles, other).get(ann), other).toBeUndefined()
  expect(reading(profiles, names).get('{"__typename":"User","id":"bob"}')).toBeUndefined()
})

test('a name is kept for two seconds', () => {
  let now = 1_000
  const profiles = new KeptProfiles(isThere, () => now)
  reading(profiles, names).keep(ann, person)
  now += 2_000
  expect(reading(profiles, names).get(ann)).toEqual(person)
  now += 1
  expect(reading(profiles, names).get(ann)).toBeUndefined()
})

test('what was asked for before something changed is kept for nobody', () => {
  const profiles = new KeptProfiles(isThere)
  const before = reading(profiles, names)
  profiles.drop()
  before.keep(ann, person)
  expect(reading(profiles, names).get(ann)).toBeUndefined()
})

test('while Auth is away nothing that is kept hides it', () => {
  let isAuthThere = true
  const profiles = new KeptProfiles(() => isAuthThere)
  reading(profiles, names).keep(ann, person)
  isAuthThere = false
  expect(profiles.readingOf(fetchOf(names), guest)).toBeNull()
})

test('what is kept is not what somebody goes on with', () => {
  const profiles = new KeptProfiles(isThere)
  const mine = { ...person }
  reading(profiles, names).keep(ann, mine)
  mine.displayName = 'changed by the one who asked'
  expect(reading(profiles, names).get(ann)).toEqual(person)
})
