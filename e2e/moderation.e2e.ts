import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ForumNetwork, type Person, type Thing, until } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

let forum: ForumNetwork
let [judge, other]: Person[] = []

beforeAll(async () => {
  forum = await startNetwork()
  judge = await moderator('judge')
  other = await moderator('other_judge')
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

async function moderator(handle: string): Promise<Person> {
  const person = await forum.person(handle)
  await forum.stores.sql('auth', `UPDATE accounts SET role = 'MODERATOR' WHERE handle = $1`, [handle])
  await person.login()
  return person
}

const problem = '... on Problem { message code }'

/** What a moderator does; the act, where that is told. */
async function act(by: Person | undefined, mutation: string, input: object, fields = 'act { id affected }') {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1)
  return (by as Person).client.mutate<{ act: Thing & { affected: number } }>(
    `mutation Act($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Success { ${fields} } ${problem} } }`,
    { input },
  )
}

/** Every number that a post, its author and its commenters have a part in, as everybody sees it. */
const numbers = `query Numbers($id: ID!, $author: String!, $other: String!) {
  post(id: $id) { commentCount likeCount repostCount stats { views likes comments reposts } thread { totalCount edges { node { id body likeCount } } } }
  author: user(handle: $author) { posts { edges { node { id } } } stats { posts comments likesReceived viewsReceived } }
  other: user(handle: $other) { comments { totalCount } stats { posts comments likesGiven likesReceived } }
  topPosts(by: LIKES, first: 100) { items { value post { id } } }
  topUsers(by: LIKES_RECEIVED, first: 100) { items { value user { handle } } }
  tag(name: "loud") { postCount } searchPosts(query: "trumpets") { edges { node { id } } } feed(first: 100) { edges { node { id } } }
}`

const platform = () => forum.anonymous.query<object>('{ platformStats { posts comments likes reposts views } }')

/** Rankings and totals that are dear to compute are given on for a while: everything is as it was when they are computed anew. */
async function untilEqual(read: () => Promise<object>, wanted: object): Promise<void> {
  await until(async () => {
    const now = JSON.stringify(await read())
    return now === JSON.stringify(wanted) || now
  }, 30_000)
}

test('a removal takes every number with it, and its undoing by another moderator brings back each', async () => {
  const [ann, bob] = [await forum.person('ann'), await forum.person('bob')]
  const plain = await ann.post({ title: 'On tea' })
  const post = await ann.post({ title: 'On trumpets', tags: ['loud'] })
  const comment = await bob.comment(post, 'Louder.')
  await ann.comment(post, 'As loud as can be.', comment)
  await bob.like(post)
  await bob.repost(post)
  await ann.likeComment(comment)
  await bob.view(post)
  const read = async () => {
    await forum.processAll()
    return forum.anonymous.query<{ post: object | null; author: { stats: { posts: number } } }>(numbers, {
      id: post.id,
      author: ann.handle,
      other: bob.handle,
    })
  }
  const before = await read()
  const total = await platform()
  expect(before).toMatchObject({ post: { likeCount: 1, stats: { likes: 1 } }, author: { stats: { posts: 2 } } })

  const { act: removal } = await act(judge, 'removeContent', { postId: post.id, reason: 'Too loud.' })
  expect(await read()).toMatchObject({
    post: null,
    author: { posts: { edges: [{ node: { id: plain.id } }] }, stats: { posts: 1, likesReceived: 0, viewsReceived: 0 } },
    other: { comments: { totalCount: 0 }, stats: { comments: 0, likesGiven: 0, likesReceived: 0 } },
    tag: null,
    searchPosts: { edges: [] },
  })
  await act(other, 'undoModeration', { actId: removal.id }, 'act { id undoneAt }')
  await untilEqual(read, before)

  const branch = await act(judge, 'removeContent', { commentId: comment.id, withReplies: true, reason: 'Too loud.' })
  expect(branch.act.affected).toBe(2)
  expect(await read()).toMatchObject({
    post: { commentCount: 0, stats: { comments: 0, likes: 1 }, thread: { totalCount: 0, edges: [] } },
    other: { comments: { totalCount: 0 }, stats: { comments: 0, likesReceived: 0, likesGiven: 1 } },
  })
  await act(other, 'restoreContent', { commentId: comment.id })
  // Of the branch one text is restored by itself, and the act that held both still holds the other.
  expect(await read()).toMatchObject({ post: { commentCount: 1, thread: { totalCount: 1 } } })
  await act(other, 'undoModeration', { actId: branch.act.id })
  await untilEqual(read, before)
  await untilEqual(platform, total)
})

test('what somebody wrote since a moment goes at once, everywhere, and comes back whole', async () => {
  const [eve, fay] = [await forum.person('eve'), await forum.person('fay')]
  const host = await fay.post({ title: 'A quiet place' })
  const since = new Date(Date.now() - 60_000).toISOString()
  await eve.post({ title: 'Buy trumpets' })
  for (let each = 0; each < 5; each += 1) await eve.comment(host, `Buy ${each} trumpets.`)
  const read = async () => {
    await forum.processAll()
    return forum.anonymous.query<{ post: { commentCount: number } }>(numbers, {
      id: host.id,
      author: fay.handle,
      other: eve.handle,
    })
  }
  const before = await read()
  expect(before.post.commentCount).toBe(5)
  const wish = { userId: eve.id, since, reason: 'Selling.' }
  const dry = await act(judge, 'removeAllOf', { ...wish, dryRun: true }, 'affected act { id }')
  expect(dry).toMatchObject({ affected: 6, act: null })
  await untilEqual(read, before)
  const { act: removal } = await act(judge, 'removeAllOf', wish)
  await until(async () => (await read()).post.commentCount === 0 || 'not yet', 20_000)
  expect(await read()).toMatchObject({ post: { commentCount: 0 }, other: { stats: { posts: 0, comments: 0 } } })
  await act(other, 'undoModeration', { actId: removal.id })
  await until(async () => (await read()).post.commentCount === 5 || 'not yet', 20_000)
  await untilEqual(read, before)
})
