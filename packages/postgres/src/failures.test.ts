import { CallerGone } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { isAway, PoolExhausted, storeFailure } from './failures.ts'

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

test.each([
  coded('ECONNREFUSED'),
  coded('57P01', 'terminating connection due to administrator command'),
  coded('57P03', 'the database system is starting up'),
  coded('P1001', "Can't reach database server at 127.0.0.1:5432"),
  new Error('Connection terminated unexpectedly'),
  new Error('wrapped', { cause: coded('ECONNRESET') }),
  new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
  Object.assign(coded('P2010'), { meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } }),
])('%s is a Postgres that is away', (error) => {
  expect(storeFailure(error)).toBe('unavailable')
  expect(isAway(error)).toBe(true)
})

test.each([
  new PoolExhausted(1_500),
  new Error('x', { cause: new PoolExhausted(1_500) }),
  coded('53300', 'sorry, too many clients already'),
  coded('P2028', 'Transaction API error: Unable to start a transaction in the given time.'),
  coded('57014', 'canceling statement due to statement timeout'),
])('%s is one that has too much to do', (error) => {
  expect(storeFailure(error)).toBe('overloaded')
})

test.each([
  coded('23505', 'duplicate key value violates unique constraint'),
  coded('42601', 'syntax error at or near "ECONNREFUSE"'),
  coded('57014', 'canceling statement due to user request'),
  new CallerGone(),
  new Error('a bug'),
  'a text',
  null,
])('%s is neither', (error) => {
  expect(storeFailure(error)).toBe(null)
})
