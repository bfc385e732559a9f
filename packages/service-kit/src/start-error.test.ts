import { expect, test } from 'vitest'
import { cannotReach } from './start-error.ts'

test('says which variable, where, why and the way out, without credentials', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const wayOut = 'Start Postgres there, or unset it to use the embedded one.'
  expect(cannotReach('AUTH_DATABASE_URL', 'postgresql://ann:hunter2@db:5432/auth', refused, wayOut).message).toBe(
    `AUTH_DATABASE_URL: cannot reach db:5432 (refused). ${wayOut}`,
  )
})

test('finds the reason inside', () => {
  const inner = Object.assign(new Error('x'), { code: 'ENOTFOUND' })
  const outer = new Error('could not connect', { cause: new AggregateError([inner]) })
  expect(cannotReach('KAFKA_BROKERS', 'kafka:9092', outer, 'Start it.').message).toBe(
    'KAFKA_BROKERS: cannot reach kafka:9092 (no such host). Start it.',
  )
})
