import { beforeAll, describe, expect, test } from 'vitest'
import { ask, portOf, type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { postIds, publicPost, secondPost, startPosts } from './small-forum.ts'

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum()
})

test('one query over three subgraphs', async () => {
  const { data, errors } = await ask(forum, `{ post(id: "${publicPost}") { title author { handle } stats { views } } }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({ post: { title: 'Post "1" </title>', author: { handle: 'ann' }, stats: { views: 7 } } })
})

describe('errors', () => {
  test('tell nothing of the inside', async () => {
    const { data, errors, text } = await ask(forum, '{ broken statsAsOf }')
    expect(data).toEqual({ broken: null, statsAsOf: '2026-01-31T12:00:00.000Z' })
    expect(errors).toEqual([
      { message: 'Something went wrong here.', path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ])
    expect(text).not.toMatch(/hunter2|ECONN|serviceName|posts|stack/)
  })

  test('land on the entity that failed, although others before it could not be asked', async () => {
    const { data, errors } = await ask(forum, '{ topPosts { rank post { title stats { views } } } }')
    expect(data).toEqual({
      topPosts: [
        { rank: 1, post: { title: 'Post "1" </title>', stats: { views: 7 } } },
        { rank: 2, post: null },
        { rank: 3, post: { title: 'Post "3" </title>', stats: null } },
      ],
    })
    expect(errors).toEqual([
      {
        message: 'Something went wrong here.',
        path: ['topPosts', 2, 'post', 'stats'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ])
  })

  test('a value that is no DateTime is the caller’s mistake, as a literal and as a variable', async () => {
    const literal = await ask(forum, '{ feed(since: "yesterday") { pageInfo { hasNextPage } } }')
    const variable = await ask(forum, 'query ($since: DateTime) { feed(since: $since) { pageInfo { hasNextPage } } }', {
      variables: { since: 'yesterday' },
    })
    for (const answer of [literal, variable]) {
      expect(answer.status).toBe(400)
      expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' })
    }
  })
})

test('a client’s variable may be called representations', async () => {
  const { data, errors } = await ask(
    forum,
    'query ($representations: ID!) { post(id: $representations) { author { handle } } }',
    {
      variables: { representations: publicPost },
    },
  )
  expect(errors).toBeUndefined()
  expect(data).toEqual({ post: { author: { handle: 'ann' } } })
})

test('aliases, fragments, and skip with a default', async () => {
  const { data } = await ask(
    forum,
    `query ($no: Boolean = false) {
      first: post(id: "${publicPost}") { ...Title author @include(if: $no) { handle } }
      second: post(id: "${secondPost}") { ...Title author @skip(if: $no) { name: handle __typename } }
    } fragment Title on Post { heading: title }`,
  )
  expect(data).toEqual({
    first: { heading: 'Post "1" </title>' },
    second: { heading: 'Post "3" </title>', author: { name: 'ann', __typename: 'User' } },
  })
})

test('introspection shows the public schema without the inaccessible key', async () => {
  const { data } = await ask(forum, '{ __type(name: "Post") { fields { name } } __schema { queryType { name } } }')
  expect(JSON.stringify(data)).toContain('"title"')
  expect(JSON.stringify(data)).not.toContain('"ref"')
  expect(data?.__schema).toEqual({ queryType: { name: 'Query' } })
})

test('a subgraph that goes away takes its fields along, each with its path, and comes back by itself', async () => {
  const own = await startSmallForum()
  const query = `{ feed { edges { node { id stats { views } } } } topPosts { rank post { stats { views } } } }`
  const port = portOf(own.subgraphs.posts)
  await own.subgraphs.posts.close()

  const away = await ask(own, query)
  expect(away.data).toEqual({
    feed: null,
    topPosts: postIds.map((_id, index) => ({ rank: index + 1, post: { stats: null } })),
  })
  expect(away.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
    [['feed'], { code: 'SUBGRAPH_UNAVAILABLE' }],
    ...postIds.map((_id, index) => [['topPosts', index, 'post', 'stats'], { code: 'SUBGRAPH_UNAVAILABLE' }]),
  ])
  expect(away.text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED/)

  own.subgraphs.posts = await startPosts(port)
  const back = await ask(own, '{ feed { edges { node { id } } } }')
  expect(back.errors).toBeUndefined()
  await own.subgraphs.posts.close()
})

test('a non-null field of a subgraph that is away makes its nearest nullable parent null, and the error is there', async () => {
  const own = await startSmallForum()
  await own.subgraphs.auth.close()
  const { data, errors } = await ask(own, '{ feed { edges { node { title author { handle } } } } }')
  expect(data).toEqual({
    feed: {
      edges: [
        { node: { title: 'Post "1" </title>', author: null } },
        { node: { title: 'Post "3" </title>', author: null } },
      ],
    },
  })
  expect(errors?.map(({ path }) => path)).toEqual([
    ['feed', 'edges', 0, 'node', 'author'],
    ['feed', 'edges', 1, 'node', 'author'],
  ])
})

test('a value of a newer subgraph that this schema does not know is said, not silently null', async () => {
  const older = await startSmallForum(
    {},
    { changeSupergraph: (sdl) => sdl.replace(/^ {2}PUBLIC @join__enumValue.*\n/gm, '') },
  )
  const { data, errors } = await ask(older, `{ statsAsOf post(id: "${publicPost}") { title visibility } }`)
  expect(data).toEqual({ statsAsOf: '2026-01-31T12:00:00.000Z', post: null })
  expect(errors).toEqual([
    { message: 'Something went wrong here.', path: ['post'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  ])
})
