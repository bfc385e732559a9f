import { expect, test } from 'vitest'
import type { RefreshOutcome } from './refresh.ts'
import { createSessionFetch } from './session-fetch.ts'

type Sent = { credentials: string | undefined }

const fault = (code: string, reason?: string) => ({ errors: [{ message: code, extensions: { code, reason } }] })
const good = { data: { viewer: { id: '1' } } }
type Kind = 'read' | 'write'

/** A server that gives these answers in turn, and a session that refreshes with this outcome. */
function session(answers: object[], outcome: RefreshOutcome = 'refreshed') {
  const sent: Sent[] = []
  const states: string[] = []
  let refreshes = 0
  const fetchOf = (kind: Kind) =>
    createSessionFetch({
      isWrite: kind === 'write',
      fetch: async (_input, init) => {
        sent.push({ credentials: init?.credentials })
        const body = answers.shift() ?? good
        const status = 'errors' in body && !('data' in body) ? 401 : 200
        return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
      },
      refresh: async () => {
        refreshes += 1
        return outcome
      },
      now: () => 0,
      onState: (state) => states.push(state),
    })
  const ask = async (kind: Kind) => {
    const response = await fetchOf(kind)('/graphql', { method: 'POST', body: '{}' })
    return { status: response.status, body: await response.json() }
  }
  return { ask, sent, states, refreshed: () => refreshes }
}

test('an expired session is refreshed and the request repeated, unnoticed', async () => {
  const { ask, sent, states, refreshed } = session([fault('UNAUTHENTICATED', 'SESSION_EXPIRED'), good])
  expect((await ask('read')).body).toEqual(good)
  expect(refreshed()).toBe(1)
  expect(sent).toHaveLength(2)
  expect(states).toEqual(['fine'])
})

test('a guest who may not is told so; there is nothing to refresh', async () => {
  const { ask, refreshed } = session([fault('UNAUTHENTICATED', 'NO_CREDENTIAL')])
  expect((await ask('write')).body).toEqual(fault('UNAUTHENTICATED', 'NO_CREDENTIAL'))
  expect(refreshed()).toBe(0)
})

test('a session that is over for good repeats the request signed out, and says so', async () => {
  const { ask, states } = session([fault('UNAUTHENTICATED', 'SESSION_ENDED'), { data: { viewer: null } }], 'ended')
  expect((await ask('read')).body).toEqual({ data: { viewer: null } })
  expect(states).toEqual(['ended'])
})

test('while Auth is away a read is repeated without credentials', async () => {
  const { ask, sent, states } = session([fault('AUTH_UNAVAILABLE'), { data: { feed: [] } }])
  expect((await ask('read')).body).toEqual({ data: { feed: [] } })
  expect(sent.map(({ credentials }) => credentials)).toEqual(['same-origin', 'omit'])
  expect(states).toEqual(['away'])
})

test('while Auth is away a write fails, so that its draft stays one', async () => {
  const { ask, sent } = session([fault('AUTH_UNAVAILABLE')])
  expect((await ask('write')).body).toMatchObject({ errors: [{ extensions: { code: 'AUTH_UNAVAILABLE' } }] })
  expect(sent).toHaveLength(1)
})

test('an expired session that cannot be refreshed now is the same as Auth away', async () => {
  const { ask, states } = session([fault('UNAUTHENTICATED', 'SESSION_EXPIRED')], 'unavailable')
  expect((await ask('write')).body).toMatchObject({ errors: [{ extensions: { code: 'AUTH_UNAVAILABLE' } }] })
  expect(states).toEqual(['away'])
})

test('errors with data come through as they are', async () => {
  const partial = { data: { feed: null }, ...fault('SUBGRAPH_UNAVAILABLE') }
  const { ask, refreshed } = session([partial])
  expect(await ask('read')).toEqual({ status: 200, body: partial })
  expect(refreshed()).toBe(0)
})
