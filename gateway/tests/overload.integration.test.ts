import { createMetrics } from '@forum/service-kit'
import { expect, test, vi } from 'vitest'
import { ask, portOf, startSmallForum } from './gateway-under-test.ts'
import { gate } from './small-forum.ts'

// On a busy machine a second, the default, is not enough to get there.
const soon = { timeout: 10_000 }

test('one operation too many is OVERLOADED at once; who goes away makes room', async () => {
  const metrics = createMetrics('gateway')
  const forum = await startSmallForum({}, { maximumInFlight: 2, metrics })
  await forum.gateway.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${portOf(forum.gateway)}`
  const gauge = async (name: RegExp) => {
    return new RegExp(`^${name.source} (\\d+)$`, 'm').exec(await metrics.metrics())?.[1]
  }
  const inFlight = () => gauge(/forum_gateway_in_flight_operations\{.*\}/)
  const askedOfPosts = () => gauge(/forum_gateway_subgraph_in_flight_requests\{subgraph="posts",pool="read",.*\}/)
  const leaving = new AbortController()
  const slow = (signal: AbortSignal | null) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ slow }"}',
      signal,
    })
  const impatient = slow(leaving.signal).then(
    () => 'answered',
    () => 'left',
  )
  const patient = slow(null)
  await vi.waitFor(async () => expect(await inFlight()).toBe('2'), soon)

  const refused = await ask(forum, '{ statsAsOf }')
  expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([503, 'OVERLOADED'])
  expect(refused.headers['retry-after']).toBe('2')

  leaving.abort()
  expect(await impatient).toBe('left')
  // A place that is free while the work goes on would be none: who asks and leaves at once would fill the subgraph's queue.
  await vi.waitFor(async () => expect(await askedOfPosts()).toBe('1'), soon)
  await vi.waitFor(async () => expect(await inFlight()).toBe('1'), soon)
  expect((await ask(forum, '{ statsAsOf }')).status).toBe(200)

  gate.resolve()
  expect(await (await patient).json()).toEqual({ data: { slow: 'at last' } })
  await vi.waitFor(async () => expect(await inFlight()).toBe('0'), soon)
})
