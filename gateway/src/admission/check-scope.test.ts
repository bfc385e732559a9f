import { expect, test } from 'vitest'
import { chooseOperation } from '../documents/choose-operation.ts'
import { parseDocument } from '../documents/parse-document.ts'
import { checkScope } from './check-scope.ts'

const viewer = { id: 'a', handle: 'ann', role: 'USER' as const, sessionId: 's' }

const refuses = (query: string, scopes: readonly string[] = ['suspended']): boolean => {
  const document = parseDocument(query)
  try {
    checkScope({ ...viewer, scopes }, document, chooseOperation(document, undefined))
    return false
  } catch {
    return true
  }
}

test('the token of a suspension reads its few things, and nothing beside them', () => {
  for (const query of [
    '{ viewer { id __typename exports { edges { cursor node { id url } } } } }',
    '{ me: viewer { number: id ... on Viewer { exports { edges { cursor } } } } }',
    '{ export(id: "x") { id status } __typename }',
    '{ viewer { acts { edges { node { kind reason } } } } }',
    '{ moderationAct(id: "x") { kind reason at } }',
    'query Of { viewer { ...V } } fragment V on Viewer { id }',
  ])
    expect([query, refuses(query)]).toEqual([query, false])
  for (const query of [
    '{ viewer { id email } }',
    '{ viewer { id user { handle } } }',
    '{ viewer { id } feed { edges { cursor } } }',
    '{ feed { edges { cursor } } }',
    '{ moderationActs { edges { cursor } } }',
    '{ __schema { types { name } } }',
    '{ id: viewer { email } }',
    'query Of { viewer { ...V } } fragment V on Viewer { ...W } fragment W on Viewer { sessions { id } }',
    '{ ... on Query { ... { platformStats { posts } } } }',
    'mutation { createPost(input: {}) { __typename } }',
    'mutation { logoutEverywhere { __typename } }',
    '{ constructor { id } }',
    '{ toString { id } }',
  ])
    expect([query, refuses(query)]).toEqual([query, true])
})

test('the token of a suspension asks for its data and for its end; that of who is leaving reads, and may stay', () => {
  const acts = {
    own: 'mutation { requestExport(input: { dataset: MY_DATA, format: NDJSON }) { __typename } }',
    end: 'mutation { deleteAccount(input: { currentPassword: "p", texts: EMPTY }) { __typename } }',
    keep: 'mutation { keepAccount { __typename } }',
    more: 'mutation { keepAccount { __typename } createPost(input: {}) { __typename } }',
    read: '{ viewer { id deletionAt user { handle } } feed { edges { cursor } } }',
  }
  const refused = (scope: string) => Object.keys(acts).filter((act) => refuses(acts[act as keyof typeof acts], [scope]))
  expect(refused('suspended')).toEqual(['keep', 'more', 'read'])
  expect(refused('leaving')).toEqual(['more'])
})

test('a token of everything may everything; one of a scope that is not known here nothing', () => {
  expect(refuses('{ feed { edges { cursor } } }', ['*'])).toBe(false)
  expect(refuses('{ viewer { id } }', ['another'])).toBe(true)
  expect(refuses('{ viewer { id } }', [])).toBe(true)
  expect(refuses('{ viewer { id } }', ['__proto__', 'constructor'])).toBe(true)
})
