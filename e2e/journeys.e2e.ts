import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { from, newAddress } from './src/addresses.ts'
import {
  type AnswerError,
  type ForumNetwork,
  GraphQLClient,
  type Person,
  type Tokens,
  until,
  untilLeftOf,
} from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

let forum: ForumNetwork

beforeAll(async () => {
  forum = await startNetwork()
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

type Totals = { platformStats: { users: number; posts: number; likes: number } }
type Page = {
  post: unknown
  topPosts: { items: { value: number; post: { id: string } }[] }
  topUsers: { items: { value: number; user: { handle: string } }[] }
}

test('services against stores that the launcher did not start: from registering to the number of a like', async () => {
  const totals = () => forum.anonymous.query<Totals>('{ platformStats { users posts likes } }')
  await forum.processAll()
  const { platformStats: before } = await totals()
  const ann = await forum.person('ann')
  const bob = await forum.person('bob')
  const post = await ann.post({ title: 'On tea' })
  await bob.like(post)
  await forum.processAll()

  const page = `query Page($id: ID!) {
    post(id: $id) { title likeCount author { handle stats { posts likesReceived } } stats { likes views asOf } }
    topPosts(by: LIKES, first: 100) { items { value post { id } } }
    topUsers(by: LIKES_RECEIVED, first: 100) { items { value user { handle } } }
  }`
  for (const reader of [ann.client, bob.client, forum.anonymous]) {
    const { post: seen, topPosts, topUsers } = await reader.query<Page>(page, { id: post.id })
    expect(seen).toEqual({
      title: 'On tea',
      likeCount: 1,
      author: { handle: 'ann', stats: { posts: 1, likesReceived: 1 } },
      stats: { likes: 1, views: 0, asOf: expect.any(String) },
    })
    expect(topPosts.items).toContainEqual({ value: 1, post: { id: post.id } })
    expect(topUsers.items).toContainEqual({ value: 1, user: { handle: 'ann' } })
  }
  const { platformStats: after } = await totals()
  expect(after).toEqual({ users: before.users + 2, posts: before.posts + 1, likes: before.likes + 1 })
})

test('somebody of whom Posts has not heard yet is followed at once', async () => {
  const [ann, bob] = [await forum.person('follower'), await forum.person('newcomer')]
  await forum.processAll()
  // As if their event were still on its way.
  await forum.stores.sql('posts', 'DELETE FROM people WHERE user_id = $1', [bob.id])
  await ann.follow(bob)
  const { user } = await ann.client.query<{ user: unknown }>(
    '{ user(handle: "newcomer") { viewerFollows followerCount followers { edges { node { handle } } } } }',
  )
  expect(user).toEqual({
    viewerFollows: true,
    followerCount: 1,
    followers: { edges: [{ node: { handle: 'follower' } }] },
  })
})

/** What views are counted by. */
const halfHourMs = 1_800_000

const threadPage = `query Thread($id: ID!) {
  post(id: $id) {
    commentCount
    thread { totalCount edges { node {
      id body removed depth replyCount likeCount viewerHasLiked viewerCanEdit author { handle } parent { id } ancestors { id }
    } } }
    stats { comments views uniqueViewers }
    author { stats { comments likesReceived viewsReceived } }
  }
}`

test('two people in one thread: replies in place, a removed comment stays as a placeholder, and each sees their own', async () => {
  const cara = await forum.person('cara')
  const dan = await forum.person('dan')
  const post = await cara.post({ title: 'On tea' })
  const question = await dan.comment(post, 'Green or black?')
  const answer = await cara.comment(post, 'Green in the morning.', question)
  const later = await dan.comment(post, 'And in the evening?')
  await dan.likeComment(answer)
  await untilLeftOf(halfHourMs, 20_000)
  await dan.view(post)
  await dan.view(post, 'LINK')
  await dan.client.mutate(
    'mutation Delete($input: DeleteCommentInput!) { deleteComment(input: $input) { __typename } }',
    { input: { id: question.id } },
  )
  await forum.processAll()

  const thread = (viewer: 'cara' | 'dan' | 'nobody') => ({
    // Of what the list holds, the placeholder among it.
    totalCount: 3,
    edges: [
      {
        id: question.id,
        body: '',
        removed: true,
        depth: 0,
        replyCount: 1,
        likeCount: 0,
        viewerHasLiked: false,
        viewerCanEdit: false,
        author: null,
        parent: null,
        ancestors: [],
      },
      {
        id: answer.id,
        body: 'Green in the morning.',
        removed: false,
        depth: 1,
        replyCount: 0,
        likeCount: 1,
        viewerHasLiked: viewer === 'dan',
        viewerCanEdit: viewer === 'cara',
        author: { handle: 'cara' },
        parent: { id: question.id },
        ancestors: [{ id: question.id }],
      },
      {
        id: later.id,
        body: 'And in the evening?',
        removed: false,
        depth: 0,
        replyCount: 0,
        likeCount: 0,
        viewerHasLiked: false,
        viewerCanEdit: viewer === 'dan',
        author: { handle: 'dan' },
        parent: null,
        ancestors: [],
      },
    ].map((node) => ({ node })),
  })
  const seenBy = async (viewer: 'cara' | 'dan' | 'nobody') => {
    const client = { cara: cara.client, dan: dan.client, nobody: forum.anonymous }[viewer]
    return client.query(threadPage, { id: post.id })
  }
  for (const viewer of ['cara', 'dan', 'nobody'] as const)
    expect(await seenBy(viewer)).toEqual({
      post: {
        commentCount: 2,
        thread: thread(viewer),
        // Two sources in one half-hour are one view.
        stats: { comments: 2, views: 1, uniqueViewers: 1 },
        author: { stats: { comments: 1, likesReceived: 1, viewsReceived: 1 } },
      },
    })
})

type Refreshed = { refreshSession: { __typename: string; tokens?: Tokens; code?: string } }

async function refresh(refreshToken: string): Promise<Refreshed['refreshSession']> {
  const { refreshSession } = await forum.anonymous.query<Refreshed>(
    `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) {
      __typename ... on RefreshSessionSuccess { tokens { accessToken refreshToken expiresAt } } ... on Problem { code } } }`,
    { input: { refreshToken } },
  )
  return refreshSession
}

async function tokensFrom(refreshToken: string): Promise<Tokens> {
  const { tokens, ...rest } = await refresh(refreshToken)
  if (!tokens) throw new Error(JSON.stringify(rest))
  return tokens
}

/** Who the gateway says that the bearer of an access token is. */
async function whoIs(accessToken: string): Promise<{ handle: string | undefined; errors: AnswerError[] }> {
  const client = new GraphQLClient(forum.url, () => ({ authorization: `Bearer ${accessToken}`, ...from(newAddress()) }))
  const { data, errors } = await client.run<{ viewer: { user: { handle: string } } | null }>(
    '{ viewer { user { handle } } }',
  )
  return { handle: data?.viewer?.user.handle, errors }
}

/** At once: as fast as news travels from Auth to the gateway, and long before the gateway's verdict would be 30 s old. */
async function ended(accessToken: string): Promise<void> {
  await until(async () => {
    const { handle, errors } = await whoIs(accessToken)
    if (handle) return `${handle} is still let in`
    const [error] = errors
    return (
      (error?.extensions?.code === 'UNAUTHENTICATED' && error.extensions.reason === 'SESSION_ENDED') ||
      JSON.stringify(errors)
    )
  }, 10_000)
}

async function signedIn(handle: string): Promise<Person> {
  const person = await forum.person(handle)
  expect((await whoIs(person.tokens.accessToken)).handle).toBe(handle)
  return person
}

test('a lost answer: the same refresh token gives the same successor again, and the session goes on', async () => {
  const finn = await signedIn('finn')
  const lost = await tokensFrom(finn.tokens.refreshToken)
  const again = await tokensFrom(finn.tokens.refreshToken)
  expect(again.refreshToken).toBe(lost.refreshToken)
  const next = await tokensFrom(again.refreshToken)
  expect(next.refreshToken).not.toBe(again.refreshToken)
  for (const { accessToken } of [lost, again, next]) expect((await whoIs(accessToken)).handle).toBe('finn')
})

test('twenty copies of one refresh at the same time all get the same successor', async () => {
  const eve = await signedIn('eve')
  const all = await Promise.all(Array.from({ length: 20 }, () => tokensFrom(eve.tokens.refreshToken)))
  expect(new Set(all.map(({ refreshToken }) => refreshToken)).size).toBe(1)
})

test('a stolen token: its replay ends the whole family and its access tokens at once, and no other session', async () => {
  const gus = await signedIn('gus')
  const stolen = gus.tokens.refreshToken
  const phone = new GraphQLClient(forum.url, () => from(gus.address))
  const { tokens: ofPhone } = await phone.mutate<{ tokens: Tokens }>(
    `mutation Login($input: LoginInput!) { login(input: $input) {
      __typename ... on LoginSuccess { tokens { accessToken refreshToken expiresAt } } } }`,
    { input: { login: 'gus', password: gus.password } },
  )
  const first = await tokensFrom(stolen)
  const second = await tokensFrom(first.refreshToken)
  expect((await whoIs(second.accessToken)).handle).toBe('gus')

  expect((await refresh(stolen)).__typename).toBe('WrongCredentials')
  await ended(second.accessToken)
  await ended(first.accessToken)
  await ended(gus.tokens.accessToken)
  expect((await refresh(second.refreshToken)).__typename).toBe('WrongCredentials')

  expect((await whoIs(ofPhone.accessToken)).handle).toBe('gus')
  await tokensFrom(ofPhone.refreshToken)
})

test('signing out ends the access token at once', async () => {
  const kim = await signedIn('kim')
  await kim.client.mutate('mutation { logout { __typename } }')
  await ended(kim.tokens.accessToken)
  expect((await refresh(kim.tokens.refreshToken)).__typename).toBe('WrongCredentials')
})

test('a block on every path, from both sides and as a guest', async () => {
  const [ann, bob, cid] = [await forum.person('apart_a'), await forum.person('apart_b'), await forum.person('apart_c')]
  const [ofAnn, ofBob, ofCid] = [
    await ann.post({ title: 'Saffron of hers' }),
    await bob.post({ title: 'Saffron of his' }),
    await cid.post({ title: 'Saffron of a third' }),
  ]
  const said = await bob.comment(ofCid, 'Said by him.')
  await cid.comment(ofCid, 'An answer to him.', said)
  await bob.like(ofCid)
  await bob.follow(ann)
  await ann.follow(bob)
  await forum.processAll()
  const answer = (person: Person, mutation: string, input: object) =>
    person.client.query<Record<string, { __typename: string; message?: string }>>(
      `mutation Act($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { outcome: ${mutation}(input: $input) { __typename ... on NotAllowed { message } } }`,
      { input },
    )
  expect(await answer(ann, 'blockUser', { userId: bob.id })).toEqual({ outcome: { __typename: 'BlockUserSuccess' } })

  for (const [one, other, post] of [
    [ann, bob, ofBob],
    [bob, ann, ofAnn],
  ] as const) {
    const refused = { outcome: { __typename: 'NotAllowed', message: 'You cannot reply here.' } }
    expect(await answer(one, 'addComment', { postId: post.id, body: 'x' })).toEqual(refused)
    expect(await answer(one, 'likePost', { postId: post.id })).toMatchObject({ outcome: { __typename: 'NotAllowed' } })
    expect(await answer(one, 'followUser', { userId: other.id })).toMatchObject({
      outcome: { __typename: 'NotAllowed' },
    })
    expect(await answer(one, 'addComment', { postId: ofCid.id, body: 'x' })).toMatchObject({
      outcome: { __typename: 'AddCommentSuccess' },
    })
  }

  await forum.processAll()
  const lists = `query Lists($post: ID!, $shared: ID!, $handle: String!) { post(id: $post) { title }
    feed(first: 100) { edges { node { author { handle } } } } active: feed(kind: ACTIVE, first: 100) { edges { node { author { handle } } } }
    searchPosts(query: "saffron") { edges { node { author { handle } } } } searchUsers(query: "apart_b") { edges { node { handle } } }
    shared: post(id: $shared) { likeCount likedBy { edges { node { handle } } } thread { edges { node { body author { handle } } } } }
    topPosts(by: COMMENTS, window: ALL, first: 100) { items { post { author { handle } } } }
    user(handle: $handle) { handle followerCount viewerBlocks posts { edges { node { title } } } } }`
  type Lists = {
    topPosts: unknown
    post: unknown
    shared: { likeCount: number }
    user: { handle: string; viewerBlocks: boolean; followerCount: number; posts: { edges: unknown[] } }
  }
  const read = (client: GraphQLClient) =>
    client.query<Lists>(lists, { post: ofBob.id, shared: ofCid.id, handle: bob.handle })
  const [hers, his, guests] = [await read(ann.client), await read(bob.client), await read(forum.anonymous)]
  const { user, topPosts, ...rest } = hers
  expect(JSON.stringify(rest)).not.toContain(bob.handle)
  expect([hers.post, hers.shared.likeCount]).toEqual([null, 1])
  expect(user).toEqual({ handle: bob.handle, followerCount: 0, viewerBlocks: true, posts: { edges: [] } })
  expect(topPosts).toEqual(guests.topPosts)
  expect(his).toEqual(guests)
  expect(guests.user.posts.edges).toHaveLength(1)

  const line = `query Line($id: ID!, $reveal: Boolean!) { comment(id: $id, reveal: $reveal) { body hidden author { handle } } }`
  const lineOf = (client: GraphQLClient, reveal: boolean) => client.query(line, { id: said.id, reveal })
  expect(await lineOf(ann.client, false)).toEqual({ comment: { body: '', hidden: 'BLOCKED', author: null } })
  const whole = { body: 'Said by him.', author: { handle: bob.handle } }
  expect(await lineOf(ann.client, true)).toEqual({ comment: { ...whole, hidden: 'BLOCKED' } })
  expect(await lineOf(forum.anonymous, false)).toEqual({ comment: { ...whole, hidden: null } })

  await answer(ann, 'unblockUser', { userId: bob.id })
  expect((await read(ann.client)).post).toEqual({ title: 'Saffron of his' })
})
