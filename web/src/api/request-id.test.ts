import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'
import { expect, test } from 'vitest'
import { requestIdOf, withRequestId } from './request-id.ts'

const id = '01a22f00-0000-7000-8000-000000000000'

test('each error of an answer carries the id of its request, beside what it said', () => {
  const answer = { data: { tags: null }, errors: [{ message: 'Broken.', path: ['tags'], extensions: { code: 'X' } }] }
  const errors = [{ message: 'Broken.', path: ['tags'], extensions: { code: 'X', requestId: id } }]
  expect(JSON.parse(withRequestId(JSON.stringify(answer), id))).toEqual({ data: { tags: null }, errors })
})

test.each(['{"data":{"title":"\\"errors\\""}}', 'no JSON but "errors"', '{"errors":"none"}'])(
  '%s stays as it came',
  (text) => {
    expect(withRequestId(text, id)).toBe(text)
  },
)

test('it is read from GraphQL errors and from answers that are none; a network that is away has none', () => {
  const errors = [{ message: 'Broken.', extensions: { requestId: id } }]
  expect(requestIdOf(new CombinedGraphQLErrors({ data: null, errors }))).toBe(id)
  const response = new Response('Bad gateway', { status: 502, headers: { 'x-request-id': id } })
  expect(requestIdOf(new ServerError('Bad gateway', { response, bodyText: '' }))).toBe(id)
  expect(requestIdOf(new TypeError('Failed to fetch'))).toBeNull()
  expect(requestIdOf(undefined)).toBeNull()
})
