import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { expect, test } from 'vitest'
import { sendProblem } from './send-problem.ts'

const graphQLError = (code: string) =>
  new CombinedGraphQLErrors({ data: null, errors: [{ message: code, extensions: { code } }] })

test('a success is no problem', () => {
  expect(sendProblem({ __typename: 'CreatePostSuccess' }, undefined)).toBeNull()
})

test('an ended session, an absent Auth and an absent forum are told apart', () => {
  expect(sendProblem(null, graphQLError('UNAUTHENTICATED'))).toEqual({ kind: 'session-ended' })
  expect(sendProblem(null, graphQLError('AUTH_UNAVAILABLE'))).toEqual({ kind: 'auth-away' })
  expect(sendProblem(null, graphQLError('SUBGRAPH_UNAVAILABLE'))).toMatchObject({ kind: 'no-answer' })
  expect(sendProblem(undefined, new TypeError('Failed to fetch'))).toMatchObject({ kind: 'no-answer' })
})

test('a key that was used for another text is its own problem', () => {
  const fields = [{ path: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED', message: '' }]
  expect(sendProblem({ __typename: 'InvalidInput', code: 'INVALID_INPUT', fields }, undefined)).toEqual({
    kind: 'key-reused',
  })
})

test('a conflict carries the version that is there now', () => {
  expect(sendProblem({ __typename: 'Conflict', currentVersion: 4 }, undefined)).toEqual({
    kind: 'conflict',
    currentVersion: 4,
  })
})

test('a problem that a newer server invents counts as not allowed', () => {
  expect(sendProblem({ __typename: 'QuotaExceeded', code: 'QUOTA' }, undefined)).toEqual({ kind: 'not-allowed' })
})

test('whoever asks too often is told when they may go on, and what they wrote is kept', () => {
  const extensions = { code: 'RATE_LIMITED', retryAfterSeconds: 7 }
  const error = new CombinedGraphQLErrors({ data: null, errors: [{ message: 'Too many requests.', extensions }] })
  expect(sendProblem(undefined, error)).toEqual({ kind: 'rate-limited', seconds: 7 })
})
