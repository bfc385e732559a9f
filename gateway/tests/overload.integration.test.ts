import { expect, test, vi } from 'vitest'
import { ask, portOf, startSmallForum } from './gateway-under-test.ts'
import { gate } from './small-forum.ts'

test('one operation too many is OVERLOADED at once; who goes away makes room', async () => {
  const forum = await startSmallForum({}, { maximumInFlight: 2 })
  await forum.gateway.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${portOf(forum.gateway)}`
  const inFlight = async () =>
    /^forum_gateway_operations_in_flight\{.*\} (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]
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
  await vi.waitFor(async () => expect(await inFlight()).toBe('2'))

  const refused = await ask(forum, '{ statsAsOf }')
  expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([503, 'OVERLOADED'])
  expect(refused.headers['retry-after']).toBe('2')

  leaving.abort()
  expect(await impatient).toBe('left')
  await vi.waitFor(async () => expect(await inFlight()).toBe('1'))
  expect((await ask(forum, '{ statsAsOf }')).status).toBe(200)

  gate.resolve()
  expect(await (await patient).json()).toEqual({ data: { slow: 'at last' } })
  await vi.waitFor(async () => expect(await inFlight()).toBe('0'))
})
