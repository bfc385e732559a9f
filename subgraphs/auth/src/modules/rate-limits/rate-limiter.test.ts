import { expect, test } from 'vitest'
import { testAuth } from '../../../tests/test-auth.ts'
import { RateLimitRepository } from './rate-limit-repository.ts'
import { type Allowance, RateLimiter } from './rate-limiter.ts'

const { database } = await testAuth()
const repository = new RateLimitRepository(database)
const limiter = new RateLimiter(repository)
let n = 0

const allowance = (points: number, windowSeconds = 60): Allowance => ({
  name: 'test',
  subject: [String((n += 1))],
  points,
  windowSeconds,
})

test('gives as many points as there are, then says how long to wait', async () => {
  const three = allowance(3)
  for (let turn = 0; turn < 3; turn++) expect(await limiter.take([three])).toEqual({ isAllowed: true })
  const refused = await limiter.take([three])
  expect(refused).toMatchObject({ isAllowed: false })
  // Of the minute since the first one, what a busy machine has left of it.
  const { retryAfterSeconds } = refused as { retryAfterSeconds: number }
  expect(retryAfterSeconds).toBeGreaterThan(30)
  expect(retryAfterSeconds).toBeLessThanOrEqual(60)
})

test('of many at the same moment exactly as many get one as there are', async () => {
  const five = allowance(5)
  const together = await Promise.all(Array.from({ length: 25 }, () => limiter.take([five])))
  expect(together.filter(({ isAllowed }) => isAllowed)).toHaveLength(5)
})

test('takes from all or from none', async () => {
  const [one, many] = [allowance(1), allowance(3)]
  expect((await limiter.take([one, many])).isAllowed).toBe(true)
  for (let turn = 0; turn < 5; turn++) expect((await limiter.take([one, many])).isAllowed).toBe(false)
  for (let turn = 0; turn < 2; turn++) expect((await limiter.take([many])).isAllowed).toBe(true)
  expect((await limiter.take([many])).isAllowed).toBe(false)
})

test('what is given back can be taken again', async () => {
  const one = allowance(1)
  await limiter.take([one])
  await limiter.giveBack([one])
  expect((await limiter.take([one])).isAllowed).toBe(true)
  expect((await limiter.take([one])).isAllowed).toBe(false)
})

test('a new window begins when the old one is over, and rows of old windows are dropped', async () => {
  const one = allowance(1)
  await limiter.take([one])
  await database.sql.$executeRaw`UPDATE rate_limits SET expires_at = now() - interval '1 second'`
  expect((await limiter.take([one])).isAllowed).toBe(true)
  expect((await limiter.take([one])).isAllowed).toBe(false)
  expect(await repository.forgetExpired()).toBeGreaterThan(0)
  expect((await limiter.take([one])).isAllowed).toBe(false)
})

test('subjects do not run into each other', async () => {
  const points = { points: 1, windowSeconds: 60 }
  await limiter.take([{ name: 'a', subject: ['b', 'c'], ...points }])
  expect((await limiter.take([{ name: 'a', subject: ['b,c'], ...points }])).isAllowed).toBe(true)
  expect((await limiter.take([{ name: 'a', subject: ['bc'], ...points }])).isAllowed).toBe(true)
})
