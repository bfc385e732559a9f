import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

test('an account has so many writes in 10 minutes, over all replicas, and is told when it has more', async () => {
  const { services, person, clock } = await testPosts({ maxWrites: 30 })
  const [ann, bob] = [await person('ann'), await person('bob')]
  const storm = await Promise.all(Array.from({ length: 40 }, () => services.limits.spend(ann.id)))
  expect(storm.filter((refusal) => refusal === null)).toHaveLength(30)
  expect(await services.limits.spend(bob.id)).toBeNull()
  const refused = await services.posts.create(ann, { title: 't', body: 'b' })
  expect(refused).toMatchObject({ __typename: 'RateLimited', code: 'RATE_LIMITED' })
  const wait = refused.__typename === 'RateLimited' ? refused.retryAfterSeconds : 0
  expect(wait).toBeGreaterThan(9 * 60)
  clock.pass((wait - 2) * 1_000)
  expect(await services.limits.spend(ann.id)).not.toBeNull()
  clock.pass(3_000)
  expect(await services.limits.spend(ann.id)).toBeNull()
})

test('no window of 10 minutes holds more than the limit, wherever it begins', async () => {
  const { services, person, clock } = await testPosts({ maxWrites: 10 })
  const ann = await person('ann')
  const allowed: number[] = []
  for (let step = 0; step < 120; step += 1) {
    clock.pass(20_000)
    if ((await services.limits.spend(ann.id)) === null) allowed.push(clock.now().getTime())
  }
  const windows = allowed.map((start) => allowed.filter((at) => at >= start && at < start + 600_000).length)
  expect(Math.max(...windows)).toBe(10)
})

test('what no longer counts is forgotten', async () => {
  const { services, person, clock, database } = await testPosts()
  const ann = await person('ann')
  await services.limits.spend(ann.id)
  clock.pass(15 * 60_000)
  await services.limits.prune()
  expect(await database.sql.$queryRaw`SELECT count FROM write_counts`).toEqual([])
})
