import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const fields = `title body bodyHtml excerpt visibility edited version tags { name postCount } createdAt updatedAt lastActivityAt
  likeCount commentCount repostCount viewerHasLiked viewerHasReposted viewerHasBookmarked viewerCanEdit viewerCanDelete viewerCanComment
  author { id }`
const readPost = `query ($id: ID!) { post(id: $id) { ${fields} } }`
const create = `mutation ($input: CreatePostInput!) { createPost(input: $input) {
  __typename ... on Problem { message code } ... on InvalidInput { fields { path code } } ... on CreatePostSuccess { post { id ${fields} } } } }`
const update = `mutation ($input: UpdatePostInput!) { updatePost(input: $input) {
  __typename ... on Problem { code } ... on Conflict { currentVersion } ... on InvalidInput { fields { path code } }
  ... on UpdatePostSuccess { post { ${fields} } } } }`
const remove = `mutation ($id: ID!) { deletePost(input: { id: $id }) { __typename ... on Problem { code } ... on DeletePostSuccess { id } } }`

test('a post is rendered and kept as it was written, with its event', async () => {
  const { ask, person, events } = await testPosts()
  const ann = await person('ann')
  const input = { title: ' Hello ', body: '*Hi* <b>you</b>', tags: ['TypeScript', 'typescript', 'Кошки '] }
  const { data } = await ask(ann, create, { input })
  expect(data.createPost.post).toMatchObject({
    title: 'Hello',
    body: '*Hi* <b>you</b>',
    bodyHtml: '<p><em>Hi</em> &#x3C;b>you&#x3C;/b></p>',
    excerpt: 'Hi <b>you</b>',
    visibility: 'PUBLIC',
    edited: false,
    version: 1,
    tags: [
      { name: 'typescript', postCount: 1 },
      { name: 'кошки', postCount: 1 },
    ],
    viewerCanEdit: true,
    viewerCanDelete: true,
    viewerCanComment: true,
    author: { id: ann.id },
  })
  const [event, ...others] = await events()
  expect(others).toEqual([])
  expect(event).toMatchObject({
    type: 'post_created',
    data: { authorId: ann.id, visibility: 'PUBLIC', tags: ['typescript', 'кошки'], deleted: false, version: 1 },
  })
  expect(event?.time.toISOString()).toBe(data.createPost.post.createdAt)
})

test('each broken rule of an input is named with its path', async () => {
  const { ask, person } = await testPosts()
  const ann = await person('ann')
  const input = {
    title: 'x'.repeat(201),
    body: ' ',
    tags: ['a', 'b', 'c', 'd', 'e', 'f', 'g'.repeat(31)],
    idempotencyKey: '',
  }
  const { data } = await ask(ann, create, { input })
  expect(data.createPost.__typename).toBe('InvalidInput')
  expect(data.createPost.fields).toEqual([
    { path: ['title'], code: 'TOO_LONG' },
    { path: ['body'], code: 'REQUIRED' },
    { path: ['tags', '6'], code: 'TOO_LONG' },
    { path: ['tags'], code: 'TOO_MANY' },
    { path: ['idempotencyKey'], code: 'INVALID' },
  ])
})

test('what nobody would see is no title, body or tag', async () => {
  const { ask, person } = await testPosts()
  const input = { title: '\u200b', body: '\u2060\n\u3164', tags: ['\u00ad'] }
  const { data } = await ask(await person('ann'), create, { input })
  expect(data.createPost.fields).toEqual([
    { path: ['title'], code: 'REQUIRED' },
    { path: ['body'], code: 'REQUIRED' },
    { path: ['tags', '0'], code: 'REQUIRED' },
  ])
})

test('a list of tags that is far too long is refused in one sentence', async () => {
  const { ask, person } = await testPosts()
  const tags = Array.from({ length: 100_000 }, (_, index) => index.toString(36))
  const { data } = await ask(await person('ann'), create, { input: { title: 't', body: 'b', tags } })
  expect(data.createPost.fields).toEqual([{ path: ['tags'], code: 'TOO_MANY' }])
})

test('lengths are counted in code points, as people and Postgres count', async () => {
  const { ask, person } = await testPosts()
  const ann = await person('ann')
  const fits = await ask(ann, create, {
    input: { title: '🙂'.repeat(200), body: 'я'.repeat(50_000), tags: ['🙂'.repeat(30)] },
  })
  expect(fits.data.createPost.__typename).toBe('CreatePostSuccess')
  const long = await ask(ann, create, { input: { title: '🙂'.repeat(201), body: 'я'.repeat(50_001) } })
  expect(long.data.createPost.fields.map((field: { code: string }) => field.code)).toEqual(['TOO_LONG', 'TOO_LONG'])
})

test('an update changes what is given and leaves the rest', async () => {
  const { ask, person, post, events } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann, { title: 'Old', body: 'Body', tags: ['one', 'two'] })
  const { data } = await ask(ann, update, { input: { id, title: 'New' } })
  expect(data.updatePost.post).toMatchObject({ title: 'New', body: 'Body', edited: true, version: 2 })
  expect(data.updatePost.post.tags.map((tag: { name: string }) => tag.name)).toEqual(['one', 'two'])
  const same = await ask(ann, update, { input: { id, title: 'New', tags: ['one', 'two'] } })
  expect(same.data.updatePost.post.version).toBe(2)
  expect((await events()).map((event) => event.type)).toEqual(['post_created', 'post_updated'])
})

test('an update of a version that is no longer current is a conflict', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  await ask(ann, update, { input: { id, body: 'Second', version: 1 } })
  const { data } = await ask(ann, update, { input: { id, body: 'Third', version: 1 } })
  expect(data.updatePost).toEqual({ __typename: 'Conflict', code: 'CONFLICT', currentVersion: 2 })
})

test('of several updates of one version that come at once one is made', async () => {
  const { services, person, post, events } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  const outcomes = await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((title) => services.posts.update(ann, { id, title, version: 1 })),
  )
  const names = outcomes.map((outcome) => outcome.__typename).toSorted()
  expect(names).toEqual(['Conflict', 'Conflict', 'Conflict', 'Conflict', 'UpdatePostSuccess'])
  expect(outcomes.filter((outcome) => 'currentVersion' in outcome && outcome.currentVersion !== 2)).toEqual([])
  expect(await events()).toHaveLength(2)
})

test('a storm of hiding, showing, deleting and reacting leaves lists and numbers that agree with the posts', async () => {
  const { services, person, post, database, events } = await testPosts()
  const people = await Promise.all(['a', 'b', 'c'].map((name) => person(name)))
  const [author] = people
  if (!author) throw new Error('nobody is there')
  const ids = await Promise.all([0, 1, 2].map(() => post(author, { tags: ['x', 'y'] })))
  await Promise.all(
    Array.from({ length: 90 }, (_, turn) => {
      const [id = '', by = author] = [ids[turn % 3], people[turn % 2]]
      const kind = Math.floor(turn / 3) % 5
      if (kind === 0) return services.posts.update(author, { id, visibility: turn % 2 ? 'PRIVATE' : 'PUBLIC' })
      if (kind === 1) return services.likes.likePost(by, id)
      if (kind === 2) return services.comments.add(by, { postId: id, body: 'x' })
      if (kind === 3) return services.posts.update(author, { id, tags: turn % 2 ? ['x', 'z'] : ['y'] })
      return turn > 80 ? services.posts.delete(author, id) : services.likes.unlikePost(by, id)
    }),
  )
  const mismatches: unknown[] = await database.sql.$queryRaw`
    WITH state AS (SELECT id, deleted_at IS NULL AND visibility = 'PUBLIC' AS listed FROM posts)
    SELECT 'counters' AS what, id FROM state s JOIN post_counters c ON c.post_id = s.id WHERE c.listed <> s.listed
      OR like_count <> (SELECT count(*) FROM post_likes l WHERE l.post_id = s.id AND active)
      OR comment_count <> (SELECT count(*) FROM comments m WHERE m.post_id = s.id AND removed_at IS NULL)
    UNION ALL SELECT 'tags', id FROM state s JOIN post_tags t ON t.post_id = s.id JOIN post_counters c ON c.post_id = s.id
      WHERE t.listed <> s.listed OR t.last_activity_at <> c.last_activity_at
    UNION ALL SELECT 'tag counts', tag_id FROM tag_counters t
      WHERE post_count <> (SELECT count(*) FROM post_tags p WHERE p.tag_id = t.tag_id AND listed)`
  expect(mismatches).toEqual([])
  for (const id of ids) {
    const told = (await events()).filter(({ type, data }) => data.postId === id && /^post_(cre|upd|del)/.test(type))
    expect(told.map(({ data }) => data.version)).toEqual(told.map((_, index) => index + 1))
  }
})

test('tags may change with visibility, and the numbers of public posts follow', async () => {
  const { ask, person, post, services } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann, { tags: ['one', 'two'] })
  await post(ann, { tags: ['two'] })
  const counts = async () =>
    Promise.all(['one', 'two', 'three'].map(async (name) => (await services.tags.named(name))?.postCount ?? 0))
  expect(await counts()).toEqual([1, 2, 0])
  await ask(ann, update, { input: { id, tags: ['two', 'three'], visibility: 'PRIVATE' } })
  expect(await counts()).toEqual([0, 1, 0])
  await ask(ann, update, { input: { id, visibility: 'PUBLIC' } })
  expect(await counts()).toEqual([0, 2, 1])
  await ask(ann, update, { input: { id, tags: [] } })
  expect(await counts()).toEqual([0, 1, 0])
  await ask(ann, remove, { id })
  expect(await counts()).toEqual([0, 1, 0])
})

test('a private post is for its author alone, on every path here', async () => {
  const { ask, person, post, comment, services } = await testPosts()
  const [ann, bob, mod] = [await person('ann'), await person('bob'), await person('mod', 'MODERATOR')]
  const carl = await person('carl')
  const id = await post(ann, { title: 'Secret words', tags: ['hidden'] })
  const commentId = await comment(bob, id)
  await services.reposts.repost(bob, id)
  await services.reposts.repost(carl, id)
  await services.bookmarks.add(bob, id)
  await services.follows.follow(mod, bob.id)
  await ask(ann, update, { input: { id, visibility: 'PRIVATE' } })
  const everywhere = `query ($id: ID!, $commentId: ID!) {
    post(id: $id) { id } posts(ids: [$id]) { id } comment(id: $commentId) { id } feed { edges { node { id } } }
    active: feed(kind: ACTIVE) { edges { node { id } } } tagged: feed(tag: "hidden") { edges { node { id } } }
    following: feed(kind: FOLLOWING) { edges { node { id } } } searchPosts(query: "secret") { edges { node { id } } }
    tag(name: "hidden") { id } tags { edges { node { id } } } feedActivity(since: "2020-01-01T00:00:00Z") { newPosts }
    _entities(representations: [{ __typename: "Post", ref: $id }, { __typename: "Comment", ref: $commentId },
      { __typename: "User", id: "${ann.id}" }]) { ... on Post { id } ... on Comment { id } ... on User { posts { edges { node { id } } } } } }`
  const nothing = {
    post: null,
    posts: [null],
    comment: null,
    feed: { edges: [] },
    active: { edges: [] },
    tagged: { edges: [] },
    following: { edges: [] },
    searchPosts: { edges: [] },
    tag: null,
    tags: { edges: [] },
    feedActivity: { newPosts: 0 },
    _entities: [null, null, { posts: { edges: [] } }],
  }
  for (const viewer of [bob, mod]) expect((await ask(viewer, everywhere, { id, commentId })).data).toEqual(nothing)
  for (const viewer of [bob, mod]) {
    expect((await ask(viewer, remove, { id })).data.deletePost.code).toBe('POST_NOT_FOUND')
    expect(await services.likes.likePost(viewer, id)).toMatchObject({ code: 'POST_NOT_FOUND' })
    expect(await services.likes.likeComment(viewer, commentId)).toMatchObject({ code: 'COMMENT_NOT_FOUND' })
    expect(await services.comments.add(viewer, { postId: id, body: 'x' })).toMatchObject({ code: 'POST_NOT_FOUND' })
    expect((await ask(viewer, update, { input: { id, title: 'x' } })).data.updatePost.code).toBe('POST_NOT_FOUND')
  }
  // What somebody did before can be taken back, once; then the post is as if it did not exist.
  expect(await services.reposts.undo(mod, id)).toMatchObject({ code: 'POST_NOT_FOUND' })
  expect(await services.reposts.undo(carl, id)).toMatchObject({ __typename: 'UndoRepostSuccess' })
  expect(await services.reposts.undo(carl, id)).toMatchObject({ code: 'POST_NOT_FOUND' })
  const own = await ask(ann, everywhere, { id, commentId })
  expect(own.data.post).toEqual({ id })
  expect(own.data._entities).toEqual([{ id }, { id: commentId }, { posts: { edges: [{ node: { id } }] } }])
  expect(own.data.searchPosts.edges).toEqual([{ node: { id } }])

  await ask(ann, update, { input: { id, visibility: 'PUBLIC' } })
  const back = await ask(bob, readPost, { id })
  expect(back.data.post).toMatchObject({
    commentCount: 1,
    repostCount: 1,
    viewerHasReposted: true,
    viewerHasBookmarked: true,
    edited: false,
  })
  expect(back.data.post.tags).toEqual([{ name: 'hidden', postCount: 1 }])
})

test('its author deletes a post; others may not, moderators neither, and nobody twice', async () => {
  const { ask, person, post, events } = await testPosts()
  const [ann, bob, mod] = [await person('ann'), await person('bob'), await person('mod', 'MODERATOR')]
  const [first, second] = [await post(ann), await post(ann)]
  expect((await ask(bob, remove, { id: first })).data.deletePost.__typename).toBe('NotAllowed')
  expect((await ask(ann, remove, { id: first })).data.deletePost).toEqual({
    __typename: 'DeletePostSuccess',
    id: first,
  })
  expect((await ask(ann, remove, { id: first })).data.deletePost.__typename).toBe('NotFound')
  expect((await ask(mod, remove, { id: second })).data.deletePost.__typename).toBe('NotAllowed')
  expect((await ask(ann, remove, { id: second })).data.deletePost.__typename).toBe('DeletePostSuccess')
  expect((await ask(ann, update, { input: { id: second, title: 'x' } })).data.updatePost.__typename).toBe('NotFound')
  expect((await events()).at(-1)).toMatchObject({
    type: 'post_deleted',
    data: { postId: second, deleted: true, version: 2 },
  })
})

test('nobody edits what another wrote, a moderator neither', async () => {
  const { ask, person, post } = await testPosts()
  const [ann, mod] = [await person('ann'), await person('mod', 'ADMIN')]
  const id = await post(ann)
  expect((await ask(mod, update, { input: { id, title: 'x' } })).data.updatePost.__typename).toBe('NotAllowed')
  expect((await ask(mod, readPost, { id })).data.post).toMatchObject({ viewerCanEdit: false, viewerCanDelete: false })
})

test('who is not signed in reads, and is told to sign in to write', async () => {
  const { ask, person, post } = await testPosts()
  const id = await post(await person('ann'))
  const { data } = await ask(null, readPost, { id })
  expect(data.post).toMatchObject({
    viewerHasLiked: false,
    viewerCanEdit: false,
    viewerCanDelete: false,
    viewerCanComment: false,
  })
  expect((await ask(null, create, { input: { title: 'x', body: 'y' } })).codes).toEqual(['UNAUTHENTICATED'])
})

test('several mutations of one operation each show what they did', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  const { data } = await ask(
    ann,
    `mutation ($input: LikePostInput!, $un: UnlikePostInput!) {
      a: likePost(input: $input) { ... on LikePostSuccess { post { likeCount viewerHasLiked } } }
      b: unlikePost(input: $un) { ... on UnlikePostSuccess { post { likeCount viewerHasLiked } } } }`,
    { input: { postId: id }, un: { postId: id } },
  )
  expect(data).toEqual({
    a: { post: { likeCount: 1, viewerHasLiked: true } },
    b: { post: { likeCount: 0, viewerHasLiked: false } },
  })
})
