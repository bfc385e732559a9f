import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { createMetrics } from '@forum/service-kit'
import { expect, onTestFinished, test, vi } from 'vitest'
import { callerLimits } from '../src/limits/caller-limits.ts'
import { portOf, startSmallForum } from './gateway-under-test.ts'
import { publicPost, secondPost } from './small-forum.ts'

// Guests who ask for the same at the same time. Their reads alone are not shared here, so what Posts is asked says how often was executed.

const soon = { timeout: 10_000 }
const query = 'query Post($id: ID!) { post(id: $id) { id } } query Twin($id: ID!) { post(id: $id) { id } }'

type Ask = { id?: string; operationName?: string; headers?: Record<string, string>; signal?: AbortSignal }

/** A gateway over a Posts that answers when it is told to. */
async function forumWithHeldPosts() {
  const held: ServerResponse[] = []
  let left = 0
  let atOnce: string | undefined
  const posts = createServer((request, response) => {
    if (request.method !== 'POST') return void response.end('{"ok":true}')
    held.push(response)
    response.once('close', () => {
      if (!response.writableFinished) left += 1
    })
    request.resume()
    if (atOnce !== undefined) answer(atOnce)
  }).listen(0, '127.0.0.1')
  await once(posts, 'listening')
  onTestFinished(() => {
    posts.closeAllConnections()
    posts.close()
  })
  const address = posts.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')

  const metrics = createMetrics('gateway')
  const forum = await startSmallForum(
    { POSTS_URL: `http://127.0.0.1:${address.port}`, TRUST_PROXY: ['loopback'] },
    { sharesReads: false, metrics },
  )
  await forum.gateway.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${portOf(forum.gateway)}`
  const ask = async ({ id = publicPost, operationName = 'Post', headers = {}, signal }: Ask = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, operationName, variables: { id } }),
      ...(signal ? { signal } : {}),
    })
    return { headers: response.headers, body: await response.json() }
  }
  const answer = (title: string) => {
    for (const response of held.filter((one) => !one.writableEnded))
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { post: { id: title } } }))
  }
  const metric = async (name: string, labels = '') => {
    const line = (await metrics.metrics()).split('\n').find((one) => one.startsWith(`${name}{${labels}`))
    return Number(line?.split(' ').at(-1))
  }
  // Planned, so that what is asked is executed at once.
  for (const [index, operationName] of ['Post', 'Twin'].entries()) {
    const planning = ask({ operationName })
    await vi.waitFor(() => expect(held.length).toBe(index + 1), { timeout: 60_000 })
    answer('planned')
    await planning
  }
  held.length = 0
  return {
    ask,
    /** Waits until Posts was asked so often. */
    asked: (times: number) => vi.waitFor(() => expect(held.length).toBe(times), soon),
    joined: (times: number) =>
      vi.waitFor(async () => expect(await metric('forum_gateway_shared_answers_total')).toBe(times), soon),
    inFlight: (operations: number) =>
      vi.waitFor(async () => expect(await metric('forum_gateway_in_flight_operations')).toBe(operations), soon),
    left: (times: number) => vi.waitFor(() => expect(left).toBe(times), soon),
    answer,
    /** The same to whoever asks from now on. */
    answerAll: (title: string) => {
      atOnce = title
      answer(title)
    },
    destroy: () => {
      for (const response of held) response.destroy()
    },
    circuit: () => metric('forum_gateway_subgraph_circuit_state', 'subgraph="posts"'),
    held,
  }
}

test('one execution answers all who asked while it was under way, and nobody after', async () => {
  const { ask, asked, joined, answer } = await forumWithHeldPosts()
  const first = ask()
  await asked(1)
  const visitor = { cookie: 'forum_visitor=anything', 'x-forwarded-for': '198.18.7.7', origin: 'http://forum.test' }
  const others = [ask(), ask({ headers: visitor })]
  await joined(2)
  answer('one')
  for (const { body } of await Promise.all([first, ...others])) expect(body).toEqual({ data: { post: { id: 'one' } } })

  const later = ask()
  await asked(2)
  answer('another')
  expect((await later).body).toEqual({ data: { post: { id: 'another' } } })
})

test('another variable, another operation of the document, and whoever has an account are executed by themselves', async () => {
  const { ask, asked, joined, answer, held } = await forumWithHeldPosts()
  const apart = [
    ask(),
    ask({ id: secondPost }),
    ask({ operationName: 'Twin' }),
    ask({ headers: { authorization: 'Bearer ann' } }),
    ask({ headers: { authorization: 'Bearer ann' } }),
  ]
  await asked(5)
  const bad = await ask({ headers: { authorization: 'Bearer nobody' } })
  expect(bad.body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
  await joined(0)
  answer('one')
  await Promise.all(apart)
  expect(held).toHaveLength(5)
})

test('who joins is limited as who does not', async () => {
  const { ask, asked, inFlight, answerAll } = await forumWithHeldPosts()
  const headers = { 'x-forwarded-for': '198.18.8.1' }
  const first = ask({ headers })
  await asked(1)
  const others = Array.from({ length: callerLimits.address.underWay - 1 }, () => ask({ headers }))
  await inFlight(others.length + 1)
  expect((await ask({ headers })).body.errors[0].extensions.code).toBe('RATE_LIMITED')
  expect((await ask({ id: secondPost, headers })).body.errors[0].extensions.code).toBe('RATE_LIMITED')
  // Some may have waited for their turn, by what the operation took before: they ask anew.
  answerAll('one')
  for (const { body } of await Promise.all([first, ...others])) expect(body).toEqual({ data: { post: { id: 'one' } } })
})

test('who leaves leaves it to the others, and the last one ends it', async () => {
  const { ask, asked, joined, answer, left } = await forumWithHeldPosts()
  const leaving = [new AbortController(), new AbortController(), new AbortController()]
  const [one, two, three] = leaving
  const impatient = ask({ signal: one?.signal })
  await asked(1)
  const patient = ask()
  await joined(1)
  one?.abort()
  await expect(impatient).rejects.toThrow('aborted')
  answer('one')
  expect((await patient).body).toEqual({ data: { post: { id: 'one' } } })
  await left(0)

  const both = [ask({ signal: two?.signal })]
  await asked(2)
  both.push(ask({ signal: three?.signal }))
  await joined(2)
  two?.abort()
  three?.abort()
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await left(1)
})

test('a failure of all counts as many times, so that nobody else waits for what is away', async () => {
  const { ask, asked, joined, destroy, circuit } = await forumWithHeldPosts()
  const first = ask()
  await asked(1)
  const others = Array.from({ length: 4 }, () => ask())
  await joined(4)
  expect(await circuit()).toBe(0)
  // Once more after the first socket died.
  destroy()
  await asked(2)
  destroy()
  for (const { body } of await Promise.all([first, ...others]))
    expect(body.errors[0].extensions.code).toBe('SUBGRAPH_UNAVAILABLE')
  expect(await circuit()).toBe(2)
})
