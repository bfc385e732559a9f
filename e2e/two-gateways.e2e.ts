import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ForumNetwork } from './src/index.ts'
import { from, GraphQLClient, newAddress, Person } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'
import { until } from './src/until.ts'

// Two gateways before the same forum, with reads that are shared and names that are kept while things change. Whoever has an account and asks after
// something was done sees it done, through either; guests do where it was done.

let forum: ForumNetwork
let urls: string[]

beforeAll(async () => {
  forum = await startNetwork()
  urls = [forum.url, (await forum.anotherGateway()).url]
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

/** Somebody, through one of the gateways. */
const through = (url: string, person?: Person): GraphQLClient =>
  new GraphQLClient(url, () =>
    person ? { ...from(person.address), authorization: `Bearer ${person.tokens.accessToken}` } : from(newAddress()),
  )

const post = 'query ($id: ID!) { post(id: $id) { id title likeCount viewerHasLiked author { handle displayName } } }'
type Read = {
  post: { title: string; likeCount: number; viewerHasLiked: boolean; author: { displayName: string } } | null
}

/** Reads the same without pause through every gateway, as guests and as people do, while `work` goes on. */
async function whileRead(id: string, readers: readonly Person[], work: () => Promise<void>): Promise<void> {
  let isOver = false
  const reading = urls.flatMap((url) =>
    [undefined, undefined, ...readers].map(async (person) => {
      while (!isOver) await through(url, person).query(post, { id })
    }),
  )
  try {
    await work()
  } finally {
    isOver = true
    await Promise.all(reading)
  }
}

test('a post that turned private between two reads is there for its author alone, and back when it is public again', async () => {
  const [author, other] = [await forum.person('author'), await forum.person('other')]
  const { id } = await author.post({ title: 'Now and then' })
  const setVisibility = (visibility: string) =>
    author.client.mutate(
      'mutation ($input: UpdatePostInput!) { updatePost(input: $input) { __typename ... on UpdatePostSuccess { post { id } } } }',
      { input: { id, visibility } },
    )
  await whileRead(id, [other, author], async () => {
    for (const visibility of ['PRIVATE', 'PUBLIC', 'PRIVATE', 'PUBLIC', 'PRIVATE']) {
      await setVisibility(visibility)
      const title = visibility === 'PUBLIC' ? 'Now and then' : undefined
      const titles = (url: string, readers: readonly (Person | undefined)[]) =>
        Promise.all(readers.map(async (person) => (await through(url, person).query<Read>(post, { id })).post?.title))
      for (const url of urls) expect(await titles(url, [other, author])).toEqual([title, 'Now and then'])
      expect(await titles(forum.url, [undefined, undefined])).toEqual([title, title])
      // Elsewhere a guest may join another one whose read began a moment before.
      for (const url of urls)
        await until(async () => {
          const seen = await titles(url, [undefined, undefined])
          return seen.every((one) => one === title) || `${url} still gives ${seen}`
        }, 10_000)
    }
  })
})

test('who likes something sees it at once, through either gateway', async () => {
  const [author, reader] = [await forum.person('liked'), await forum.person('liking')]
  const thing = await author.post()
  await whileRead(thing.id, [reader], async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const likes = turn % 2 === 0
      await (likes ? reader.like(thing) : reader.unlike(thing))
      for (const url of urls) {
        const seen = await through(url, reader).query<Read>(post, { id: thing.id })
        expect(seen.post).toMatchObject({ likeCount: likes ? 1 : 0, viewerHasLiked: likes })
      }
      expect((await through(forum.url).query<Read>(post, { id: thing.id })).post?.likeCount).toBe(likes ? 1 : 0)
    }
  })
})

test('a new name is read at once by whoever chose it, and by others through the gateway that it was told to; elsewhere within moments', async () => {
  const [author, other] = [await forum.person('named'), await forum.person('naming')]
  const { id } = await author.post()
  const nameSeen = async (url: string, person?: Person) =>
    (await through(url, person).query<Read>(post, { id })).post?.author.displayName
  await whileRead(id, [other, author], async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const displayName = `Name ${turn}`
      await author.client.mutate(
        'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { __typename ... on UpdateProfileSuccess { user { id } } } }',
        { input: { displayName } },
      )
      for (const url of urls) expect(await nameSeen(url, author)).toBe(displayName)
      for (const person of [undefined, other]) expect(await nameSeen(forum.url, person)).toBe(displayName)
      for (const person of [undefined, other])
        for (const url of urls)
          await until(async () => {
            const seen = await nameSeen(url, person)
            return seen === displayName || `${url} still says ${seen}`
          }, 10_000)
    }
  })
})

test('a session that was ended in the middle of its reads reads nothing more, through either gateway', async () => {
  const person = await forum.person('leaving')
  const { id } = await person.post({ visibility: 'PRIVATE' })
  let isOver = false
  const answers: { begun: number; codes: (string | undefined)[] }[] = []
  const reading = urls.flatMap((url) =>
    Array.from({ length: 4 }, async () => {
      while (!isOver) {
        const begun = performance.now()
        const { errors } = await through(url, person).run<Read>(post, { id })
        answers.push({ begun, codes: errors.map(({ extensions }) => extensions?.code) })
      }
    }),
  )
  await person.client.mutate('mutation { logout { __typename ... on LogoutSuccess { sessionId } } }')
  const codesSeen = async (url: string) =>
    (await through(url, person).run<Read>(post, { id })).errors.map(({ extensions }) => extensions?.code)
  expect(await codesSeen(forum.url)).toEqual(['UNAUTHENTICATED'])
  for (const url of urls)
    await until(async () => (await codesSeen(url)).includes('UNAUTHENTICATED') || `${url} still answers`, 10_000)
  const refusedFrom = performance.now()
  const enough = () => answers.filter(({ begun }) => begun > refusedFrom).length >= 20
  await until(async () => enough() || 'too few have read since', 30_000)
  isOver = true
  await Promise.all(reading)
  const since = answers.filter(({ begun }) => begun > refusedFrom)
  expect(since.filter(({ codes }) => codes[0] !== 'UNAUTHENTICATED')).toEqual([])
})
