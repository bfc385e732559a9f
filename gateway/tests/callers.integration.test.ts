import { createMetrics } from '@forum/service-kit'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { callerLimits, prices } from '../src/limits/caller-limits.ts'
import { type Answer, ask, type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { gate } from './small-forum.ts'

// What one caller may ask: at once, and in a time.

const soon = { timeout: 10_000 }
// Time stands still, so that no bucket fills while a busy machine is slow.
const now = new Date()
const clock = { now: () => now }
const metrics = createMetrics('gateway')

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum({ SANDBOX: true }, { clock, metrics })
})

const codeOf = ({ status, errors }: Answer) => [status, errors?.[0]?.extensions.code ?? null]
const limited = [429, 'RATE_LIMITED']
const ids = Array.from({ length: 100 }, () => '"01900000-0000-7000-8000-000000000101"').join(', ')
const dear = `{ ${Array.from({ length: 20 }, (_none, index) => `p${index}: posts(ids: [${ids}]) { id }`).join(' ')} }`

/** Asks until it is refused; gives the refusal and how many were not. */
async function exhaust(options: Parameters<typeof ask>[2], query = dear): Promise<{ refusal: Answer; served: number }> {
  for (let served = 0; served < 10_000; served += 1) {
    const answer = await ask(forum, query, options)
    if (answer.status === 429) return { refusal: answer, served }
  }
  throw new Error('nothing is refused')
}

test('an address that has used its tokens up is told when it may go on, and nobody else is', async () => {
  const { refusal, served } = await exhaust({ address: '203.0.113.1' })
  // No operation is dearer than half of a bucket, however slow the machine was when it was tried.
  expect(served).toBeGreaterThanOrEqual(callerLimits.address.tokens / prices.dearest)
  expect(codeOf(refusal)).toEqual(limited)
  const seconds = refusal.errors?.[0]?.extensions.retryAfterSeconds
  expect(seconds).toBeGreaterThanOrEqual(1)
  expect(refusal.headers['retry-after']).toBe(String(seconds))
  expect(refusal.errors?.[0]?.message).toMatch(/Try again in/)
  expect((await ask(forum, '{ statsAsOf }', { address: '203.0.113.2' })).status).toBe(200)
  const other = await ask(forum, '{ statsAsOf }', { address: '203.0.113.1', headers: { authorization: 'Bearer ann' } })
  expect(other.status).toBe(200)
  expect(await metrics.metrics()).toMatch(/^forum_gateway_limited_total\{limit="address_tokens",.*\} 1$/m)
})

test('an IPv6 address is its /64, and an IPv4 one in IPv6 is the IPv4 one', async () => {
  await exhaust({ address: '2001:db8:1:2::1' })
  expect(codeOf(await ask(forum, dear, { address: '2001:db8:1:2:ffff::9' }))).toEqual(limited)
  expect((await ask(forum, dear, { address: '2001:db8:1:3::1' })).status).toBe(200)
  await exhaust({ address: '203.0.113.7' })
  for (const address of ['::ffff:203.0.113.7', '::ffff:cb00:7107'])
    expect(codeOf(await ask(forum, dear, { address }))).toEqual(limited)
})

test('an account is one wherever it comes from', async () => {
  const headers = { authorization: 'Bearer ann-of-many-places' }
  await exhaust({ headers })
  expect(codeOf(await ask(forum, dear, { headers }))).toEqual(limited)
})

test('answers say what is left, as structured fields', async () => {
  const first = await ask(forum, '{ statsAsOf }', { address: '203.0.113.20' })
  expect(first.headers['ratelimit-policy']).toBe('"address";q=2000;w=7')
  const left = (answer: Answer) => Number(/^"address";r=(\d+);t=\d+$/.exec(String(answer.headers.ratelimit))?.[1])
  expect(left(first)).toBeLessThan(2_000)
  expect(left(await ask(forum, dear, { address: '203.0.113.20' }))).toBeLessThan(left(first) - 5)
  expect(left((await exhaust({ address: '203.0.113.20' })).refusal)).toBeLessThan(1_000)
})

test('an address that sends what is malformed is not read any more, after a while', async () => {
  const address = '203.0.113.30'
  const malformed = () => ask(forum, '{ ', { address })
  expect(codeOf(await malformed())).toEqual([400, 'GRAPHQL_PARSE_FAILED'])
  for (let turn = 0; turn < callerLimits.refusals.tokens; turn += 1) await malformed()
  expect(codeOf(await malformed())).toEqual(limited)
})

describe('at once', () => {
  const headers = (who: string) => ({ authorization: `Bearer ann-${who}` })

  test('an account has 8 under way, and each that ends makes room', async () => {
    const own = await startSmallForum({}, { clock })
    const slow = Array.from({ length: callerLimits.account.underWay }, () =>
      ask(own, '{ slow }', { headers: headers('slow') }),
    )
    await vi.waitFor(() => expect(gate.asked).toBe(callerLimits.account.underWay), soon)
    expect(codeOf(await ask(own, '{ statsAsOf }', { headers: headers('slow') }))).toEqual(limited)
    expect((await ask(own, '{ statsAsOf }')).status).toBe(200)
    gate.resolve()
    await Promise.all(slow)
    await vi.waitFor(async () => {
      expect((await ask(own, '{ statsAsOf }', { headers: headers('slow') })).status).toBe(200)
    }, soon)
  })
})

test.each([
  ['/schema.graphql', {}],
  ['/.well-known/jwks.json', {}],
  ['/exports/file.csv', {}],
  ['/', { accept: 'text/html' }],
  ['/graphql', { accept: 'text/html' }],
])('%s counts too', async (url, headers) => {
  const remoteAddress = `198.51.100.${url.length}`
  const read = () => forum.gateway.inject({ url, headers, remoteAddress })
  expect((await read()).statusCode).not.toBe(429)
  await exhaust({ address: remoteAddress })
  for (let turn = 0; turn < callerLimits.address.tokens && (await read()).statusCode !== 429; turn += 1);
  const refused = await read()
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
})
