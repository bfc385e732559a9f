import { expect, test } from 'vitest'
import { createPatientFetch, pause } from './patient-fetch.ts'

const read = { method: 'POST', body: JSON.stringify({ query: 'query Tags { tags { edges { cursor } } }' }) }

/** A server that refuses so many times, and a clock that pauses move on. */
function forum(refusals: number, retryAfter: string) {
  let asked = 0
  let now = 0
  const waits: number[] = []
  const patientFetch = createPatientFetch({
    fetch: async () => {
      asked += 1
      return asked > refusals
        ? new Response('{"data":{}}')
        : new Response('{"errors":[]}', { status: 429, headers: { 'retry-after': retryAfter } })
    },
    now: () => now,
    pause: async (ms) => {
      now += ms
    },
    onWait: (until) => waits.push(until),
  })
  return { ask: (init: RequestInit) => patientFetch('/graphql', init), waits, asked: () => asked }
}

test('a refused read goes on when it may, and says until when it waits', async () => {
  const { ask, waits, asked } = forum(2, '4')
  expect((await ask(read)).status).toBe(200)
  expect(waits).toEqual([4000, 8000])
  expect(asked()).toBe(3)
})

test('it gives up after three, and the refusal is the answer', async () => {
  const { ask, asked } = forum(9, '1')
  expect((await ask(read)).status).toBe(429)
  expect(asked()).toBe(4)
})

test.each([
  ['a wait of a minute, which nobody sits out', '60'],
  ['a refusal that does not say how long', ''],
])('not repeated: %s', async (_what, retryAfter) => {
  const { ask, waits, asked } = forum(9, retryAfter)
  expect((await ask(read)).status).toBe(429)
  expect([asked(), waits]).toEqual([1, []])
})

test('who leaves the page waits no longer', async () => {
  const leaving = new AbortController()
  const waiting = pause(600_000, leaving.signal)
  leaving.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
  await expect(pause(600_000, leaving.signal)).rejects.toThrow('left')
})
