import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testPosts } from './test-posts.ts'

// Whatever comes in, what goes out is data, a problem, or an error that blames the request: never a fault of ours.

const blaming = ['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN']
const nasty = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  "'; DROP TABLE posts; --",
  '%',
  '\\',
  '🙂'.repeat(300),
  '00000000-0000-0000-0000-000000000000',
  'a'.repeat(10_000),
]
const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 60 }), fc.uuid())
const cursorOf = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
const cursor = fc.oneof(
  text,
  fc
    .array(
      fc.oneof(
        text,
        fc.constantFrom(
          'LATEST',
          'posts',
          'search',
          'FOLLOWING',
          'tags',
          '0000-01-01T00:00:00Z',
          '2026-01-01T00:00:00.000Z',
        ),
        fc.double(),
        fc.constant(null),
      ),
      { maxLength: 4 },
    )
    .map(cursorOf),
)

test('a cursor with a time that no list gives is refused', async () => {
  const { ask, person } = await testPosts()
  const ann = await person('ann')
  const id = '01900000-0000-7000-8000-000000000000'
  const feed = 'query ($kind: FeedKind!, $after: String) { feed(kind: $kind, after: $after) { served } }'
  const search = 'query ($after: String) { searchPosts(query: "x", after: $after) { edges { cursor } } }'
  for (const time of [`2026-01-01T00:00:00.${'0'.repeat(300)}Z`, '0000-01-01T00:00:00.000Z', '2026-01-01T00:00Z']) {
    const codes = [
      (await ask(ann, feed, { kind: 'LATEST', after: cursorOf(['LATEST', time, id]) })).codes,
      (await ask(ann, feed, { kind: 'FOLLOWING', after: cursorOf(['FOLLOWING', time, time, id]) })).codes,
      (await ask(ann, search, { after: cursorOf(['search', time, 1, id]) })).codes,
    ]
    expect([time, codes]).toEqual([time, [['BAD_USER_INPUT'], ['BAD_USER_INPUT'], ['BAD_USER_INPUT']]])
  }
})

test('a cursor with a number that Postgres has not is an end like another', async () => {
  const { ask } = await testPosts()
  const after = (kind: string, ...parts: unknown[]) =>
    cursorOf([kind, ...parts, '01900000-0000-7000-8000-000000000000'])
  const query = `query ($posts: String, $people: String) {
    searchPosts(query: "x", after: $posts) { edges { cursor } } searchUsers(query: "x", after: $people) { edges { cursor } } }`
  for (const tiny of [1e-50, 5e-324, 0]) {
    const variables = { posts: after('search', '2026-01-01T00:00:00.000Z', tiny), people: after('people', tiny) }
    expect([tiny, (await ask(null, query, variables)).codes]).toEqual([tiny, []])
  }
})

test('reads', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  const query = `query ($text: String!, $id: ID!, $after: String, $post: ID!) {
    post(id: $id) { id } posts(ids: [$post]) { comments(after: $after) { totalCount } }
    comment(id: $id) { id } tag(name: $text) { id } tags(query: $text, after: $after) { edges { cursor } } feed(tag: $text, after: $after) { served }
    active: feed(kind: ACTIVE, after: $after) { served } following: feed(kind: FOLLOWING, after: $after, tag: $text) { served }
    searchPosts(query: $text, after: $after) { edges { cursor } } searchUsers(query: $text, after: $after) { edges { cursor } }
    renderMarkdown(body: $text) notification(id: $id) { id } suggestUsers(prefix: $text, postId: $id) { id }
    mine: post(id: $post) { thread(after: $after) { totalCount } likedBy(after: $after) { edges { cursor } } comment(id: $id) { id } } }`
  const law = fc.assert(
    fc.asyncProperty(text, text, fc.option(cursor), async (words, anyId, after) => {
      const { codes } = await ask(ann, query, { text: words, id: anyId, after, post: id })
      expect(codes.filter((code) => !blaming.includes(code))).toEqual([])
    }),
    { numRuns: 60, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
})

test('writes', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  const typename = '{ __typename }'
  const mutation = `mutation ($text: String!, $id: ID!, $post: ID!, $version: Int) {
    createPost(input: { title: $text, body: $text, tags: [$text], idempotencyKey: $text }) ${typename}
    own: createPost(input: { title: "x", body: $text, tags: [$text] }) ${typename}
    updatePost(input: { id: $id, title: $text }) ${typename} mine: updatePost(input: { id: $post, title: $text, body: $text, version: $version }) ${typename}
    deletePost(input: { id: $id }) ${typename} addComment(input: { postId: $post, parentId: $id, body: $text }) ${typename}
    top: addComment(input: { postId: $post, body: $text, idempotencyKey: $text }) ${typename}
    updateComment(input: { id: $id, body: $text }) ${typename} deleteComment(input: { id: $id }) ${typename}
    likePost(input: { postId: $id }) ${typename} unlikePost(input: { postId: $id }) ${typename} likeComment(input: { commentId: $id }) ${typename}
    repost(input: { postId: $id }) ${typename} bookmarkPost(input: { postId: $id }) ${typename} removeBookmark(input: { postId: $id }) ${typename}
    followUser(input: { userId: $id }) ${typename} unfollowUser(input: { userId: $id }) ${typename}
    setThreadWatch(input: { postId: $id, level: MUTE }) ${typename} markNotificationsRead(input: { ids: [$id], upTo: "2026-01-01T00:00:00Z" }) ${typename}
    setNotificationSetting(input: { kind: LIKE, inbox: true }) ${typename} markInboxSeen(input: { upTo: "9999-12-31T23:59:59Z" }) ${typename}
    recordPostViews(input: { views: [{ postId: $id }] }) ${typename} }`
  const law = fc.assert(
    fc.asyncProperty(text, text, fc.option(fc.integer()), async (words, anyId, version) => {
      const { codes } = await ask(ann, mutation, { text: words, id: anyId, post: id, version })
      expect(codes.filter((code) => !blaming.includes(code))).toEqual([])
    }),
    { numRuns: 40, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
})

test('acts of moderators', async () => {
  const { ask, person, post } = await testPosts()
  const [mod, id] = [await person('mod', 'MODERATOR'), await post(await person('ann'))]
  const typename = '{ __typename }'
  const acts = `mutation ($text: String!, $id: ID!, $post: ID!, $at: DateTime!) {
    removeContent(input: { postId: $id, reason: $text }) ${typename} of: removeContent(input: { postId: $post, ruleId: $id, reason: $text }) ${typename}
    both: removeContent(input: { postId: $post, commentId: $id, reason: $text }) ${typename}
    branch: removeContent(input: { commentId: $id, withReplies: true, reason: $text }) ${typename}
    restoreContent(input: { commentId: $id }) ${typename} again: restoreContent(input: { postId: $post }) ${typename}
    removeAllOf(input: { userId: $id, since: $at, reason: $text }) ${typename} undoModeration(input: { actId: $id }) ${typename}
    lockPost(input: { postId: $id, reason: $text }) ${typename} thread: lockPost(input: { postId: $post, reason: $text }) ${typename}
    unlockPost(input: { postId: $id }) ${typename} pinPost(input: { postId: $id }) ${typename} unpinPost(input: { postId: $id }) ${typename} }`
  const log =
    'query ($id: ID!, $cursor: String) { moderationAct(id: $id) { id } moderationActs(userId: $id, after: $cursor) { edges { cursor } } }'
  const times = fc.constantFrom('0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z')
  const law = fc.assert(
    fc.asyncProperty(text, text, cursor, times, async (words, anyId, after, at) => {
      const done = await ask(mod, acts, { text: words, id: anyId, post: id, at })
      const read = await ask(mod, log, { id: anyId, cursor: after })
      expect([...done.codes, ...read.codes].filter((code) => !blaming.includes(code))).toEqual([])
    }),
    { numRuns: 40, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
})

test('every letter that can be in a tag is kept in lower case as Postgres sees it', async () => {
  const { database } = await testPosts()
  const { tagName } = await import('../src/modules/tags/tag-names.ts')
  const names = new Set<string>()
  for (let point = 0x21; point < 0x1_f000; point += 1) {
    if (point >= 0xd800 && point <= 0xf8ff) continue
    const name = tagName(String.fromCodePoint(point))
    if (name !== '' && !/\p{Cc}/u.test(name)) names.add(name)
  }
  const refused: unknown[] = await database.sql.$queryRaw`
    SELECT name FROM jsonb_array_elements_text(${JSON.stringify([...names])}::jsonb) AS name
    WHERE name <> lower(name) OR name IS NOT NFC NORMALIZED`
  expect(refused).toEqual([])
})
