import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AnswerError, type ForumNetwork, type Person, type Thing, until } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

// One subgraph is away: the rest of the page is served, what is missing is said, and it comes back without anybody's help.

let forum: ForumNetwork
let ann: Person
let post: Thing

beforeAll(async () => {
  forum = await startNetwork()
  ann = await forum.person('ann')
  post = await ann.post({ title: 'On tea' })
  await ann.like(post)
  await forum.processAll()
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

const page = `query Page($id: ID!) {
  post(id: $id) { title author { handle } stats { likes } }
  user(handle: "ann") { displayName stats { posts } }
  platformStats { posts }
}`

const whole = {
  post: { title: 'On tea', author: { handle: 'ann' }, stats: { likes: 1 } },
  user: { displayName: 'ann', stats: { posts: 1 } },
  platformStats: { posts: 1 },
}

/** What takes a second or two here takes more on a busy machine; waiting costs nothing when it does not. */
const soonMs = 30_000

const read = () => forum.anonymous.run(page, { id: post.id })

/** What is missing, by path; each must say that its subgraph is away, and nothing else. */
function missing(errors: AnswerError[]): string[] {
  for (const { extensions, message } of errors) {
    expect(Object.keys(extensions ?? {})).toEqual(['code'])
    expect(extensions?.code).toBe('SUBGRAPH_UNAVAILABLE')
    expect(message).not.toMatch(/127\.0\.0\.1|ECONN|fetch|http/)
  }
  return errors.map(({ path }) => path?.join('.') ?? 'no path').toSorted()
}

/** Shorter than any time limit of the gateway's: who is answered by then has not waited for one. */
const atOnceMs = 1_000

async function timed<Answer>(ask: () => Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const began = performance.now()
  const answer = await ask()
  return { answer, ms: performance.now() - began }
}

async function isWholeAgain(): Promise<void> {
  await until(async () => {
    const { data, errors } = await read()
    return (errors.length === 0 && JSON.stringify(data) === JSON.stringify(whole)) || JSON.stringify({ data, errors })
  }, soonMs)
}

test('without Stats everything but the numbers is there', async () => {
  await isWholeAgain()
  await forum.kill('stats')
  const { data, errors } = await read()
  expect(data).toEqual({
    post: { ...whole.post, stats: null },
    user: { ...whole.user, stats: null },
    platformStats: null,
  })
  expect(missing(errors)).toEqual(['platformStats', 'post.stats', 'user.stats'])
  await forum.restart('stats')
  await isWholeAgain()
})

test('without Posts people and numbers are there', async () => {
  await forum.kill('posts')
  const { data, errors } = await read()
  expect(data).toEqual({ ...whole, post: null })
  expect(missing(errors)).toEqual(['post'])
  await forum.restart('posts')
  await isWholeAgain()
})

test('without Auth posts are there without their author, and who is signed in is told so', async () => {
  await forum.kill('auth')
  const { data, errors } = await read()
  expect(data).toEqual({ ...whole, post: { ...whole.post, author: null }, user: null })
  expect(missing(errors)).toEqual(['post.author', 'user'])
  await until(async () => {
    const answer = await ann.client.run('{ viewer { id } }')
    return answer.errors[0]?.extensions?.code === 'AUTH_UNAVAILABLE' || JSON.stringify(answer)
  }, soonMs)
  await forum.restart('auth')
  await isWholeAgain()
  await until(async () => {
    const { data: mine, errors: complaints } = await ann.client.run<{ viewer: Thing }>('{ viewer { id } }')
    return mine?.viewer.id === ann.id || JSON.stringify(complaints)
  }, soonMs)
})

const pagesWithout = {
  auth: '{ feed(first: 5) { edges { node { title stats { likes } } } } platformStats { posts } }',
  posts: '{ user(handle: "ann") { displayName stats { posts } } platformStats { posts } }',
  stats: '{ feed(first: 5) { edges { node { title author { handle } } } } user(handle: "ann") { displayName } }',
}

test.each(['auth', 'posts', 'stats'] as const)(
  'while %s hangs nobody waits for it after five failures, and what does not need it is whole',
  async (name) => {
    await isWholeAgain()
    forum.service(name).pause()
    try {
      await Promise.all(Array.from({ length: 5 }, () => read()))
      const [without, partial] = [await timed(() => forum.anonymous.run(pagesWithout[name])), await timed(() => read())]
      expect(without.answer.errors).toEqual([])
      expect(missing(partial.answer.errors).length).toBeGreaterThan(0)
      expect(Math.max(without.ms, partial.ms)).toBeLessThan(atOnceMs)
    } finally {
      forum.service(name).resume()
    }
    await isWholeAgain()
  },
)

test('while Auth hangs those who are signed in are told so, at once after five questions in vain', async () => {
  const people = await Promise.all(['bob', 'cat', 'dan', 'eve', 'fay', 'gus'].map((handle) => forum.person(handle)))
  forum.service('auth').pause()
  const viewer = '{ viewer { id } }'
  try {
    // What Auth said before it hung holds for up to 30 s, and for 1 s once its stream is found dead; then it is asked, in vain.
    await until(async () => {
      const codes = await Promise.all(
        people.map(async ({ client }) => (await client.run(viewer)).errors[0]?.extensions?.code),
      )
      return codes.every((code) => code === 'AUTH_UNAVAILABLE') || codes.join()
    }, 60_000)
    const { answer, ms } = await timed(() => ann.client.run(viewer))
    expect(answer.errors[0]?.extensions?.code).toBe('AUTH_UNAVAILABLE')
    expect(ms).toBeLessThan(atOnceMs)
  } finally {
    forum.service('auth').resume()
  }
  await until(async () => {
    const { data, errors } = await ann.client.run<{ viewer: Thing }>(viewer)
    return data?.viewer.id === ann.id || JSON.stringify(errors)
  }, soonMs)
})

test('the gateway starts although every subgraph is down, and serves as soon as they are back', async () => {
  for (const name of ['gateway', 'auth', 'posts', 'stats'] as const) await forum.kill(name)
  await forum.service('gateway').start()
  await until(async () => {
    const answer = await fetch(`${forum.url}/healthz`).catch(() => undefined)
    return answer?.ok === true || forum.service('gateway').lastWords()
  }, soonMs)
  const { data, errors } = await read()
  expect(data).toEqual({ post: null, user: null, platformStats: null })
  expect(missing(errors)).toEqual(['platformStats', 'post', 'user'])
  for (const name of ['auth', 'posts', 'stats'] as const) await forum.service(name).start()
  await Promise.all((['auth', 'posts', 'stats', 'gateway'] as const).map((name) => forum.service(name).whenReady()))
  await isWholeAgain()
})
