import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const tree = `query ($id: ID!, $sort: CommentSort) { post(id: $id) { commentCount
  thread(first: 100, sort: $sort) { totalCount edges { node { id body depth removed replyCount author { id } parent { id } ancestors { id } } } }
  comments(sort: $sort) { totalCount edges { node { id replies(sort: $sort) { totalCount edges { node { id } } } } } } } }`
const remove = `mutation ($id: ID!) { deleteComment(input: { id: $id }) { __typename ... on Problem { code }
  ... on DeleteCommentSuccess { id comment { id removed body bodyHtml author { id } viewerCanEdit viewerCanDelete } } } }`
const update = `mutation ($input: UpdateCommentInput!) { updateComment(input: $input) { __typename ... on Problem { code }
  ... on Conflict { currentVersion } ... on UpdateCommentSuccess { comment { body bodyHtml edited version } } } }`

const ids = (connection: { edges: { node: { id: string } }[] }) => connection.edges.map((edge) => edge.node.id)

test('a thread is read parents before replies, in both orders of siblings', async () => {
  const { ask, person, post, comment } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  const a = await comment(ann, id, { body: 'a' })
  const b = await comment(ann, id, { body: 'b' })
  const a1 = await comment(ann, id, { parentId: a, body: 'a1' })
  const b1 = await comment(ann, id, { parentId: b, body: 'b1' })
  const a2 = await comment(ann, id, { parentId: a, body: 'a2' })
  const a11 = await comment(ann, id, { parentId: a1, body: 'a11' })
  const oldest = (await ask(null, tree, { id, sort: 'OLDEST' })).data.post
  expect(ids(oldest.thread)).toEqual([a, a1, a11, a2, b, b1])
  expect(ids(oldest.comments)).toEqual([a, b])
  expect(oldest).toMatchObject({ commentCount: 6, thread: { totalCount: 6 }, comments: { totalCount: 2 } })
  expect(oldest.thread.edges[2].node).toMatchObject({
    depth: 2,
    parent: { id: a1 },
    ancestors: [{ id: a }, { id: a1 }],
  })
  expect(oldest.thread.edges[0].node.replyCount).toBe(2)
  const newest = (await ask(null, tree, { id, sort: 'NEWEST' })).data.post
  expect(ids(newest.thread)).toEqual([b, b1, a, a2, a1, a11])
  expect(ids(newest.comments)).toEqual([b, a])
  expect(ids(newest.comments.edges[1].node.replies)).toEqual([a2, a1])
})

test('answers below the eighth level attach beside what they answer', async () => {
  const { ask, person, post, comment, events } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  const chain: string[] = []
  for (let depth = 0; depth <= 10; depth += 1) {
    const parentId = chain.at(-1)
    chain.push(await comment(ann, id, parentId ? { parentId } : {}))
  }
  const { thread } = (await ask(null, tree, { id })).data.post
  expect(thread.edges.map((edge: { node: { depth: number } }) => edge.node.depth)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8,
  ])
  expect(ids(thread)).toEqual(chain)
  expect(thread.edges[10].node.parent).toEqual({ id: chain[7] })
  expect((await events()).at(-1)?.data.parentId).toBe(chain[7])
})

test('a removed comment with replies stays as a placeholder, and goes with its last reply', async () => {
  const { ask, person, post, comment, services } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const id = await post(ann)
  const a = await comment(bob, id)
  const a1 = await comment(bob, id, { parentId: a })
  const a11 = await comment(ann, id, { parentId: a1 })
  await services.likes.likeComment(ann, a)
  const placeholder = {
    id: a,
    removed: true,
    body: '',
    bodyHtml: '',
    author: null,
    viewerCanEdit: false,
    viewerCanDelete: false,
  }
  expect((await ask(bob, remove, { id: a })).data.deleteComment.comment).toEqual(placeholder)
  expect((await ask(bob, remove, { id: a })).data.deleteComment.code).toBe('COMMENT_NOT_FOUND')
  expect(await services.comments.add(ann, { postId: id, parentId: a, body: 'x' })).toMatchObject({
    code: 'COMMENT_NOT_FOUND',
  })
  expect(await services.likes.likeComment(bob, a)).toMatchObject({ code: 'COMMENT_NOT_FOUND' })
  await ask(bob, remove, { id: a1 })
  const before = (await ask(null, tree, { id })).data.post
  expect(before).toMatchObject({ commentCount: 1, thread: { totalCount: 3 }, comments: { totalCount: 1 } })
  expect(ids(before.thread)).toEqual([a, a1, a11])
  expect((await ask(ann, remove, { id: a11 })).data.deleteComment).toMatchObject({ id: a11, comment: null })
  const after = (await ask(null, tree, { id })).data.post
  expect(after).toMatchObject({
    commentCount: 0,
    thread: { totalCount: 0, edges: [] },
    comments: { totalCount: 0, edges: [] },
  })
  expect((await ask(null, `{ comment(id: "${a}") { id } }`)).data.comment).toBeNull()
})

test('a placeholder stays while another reply is there', async () => {
  const { ask, person, post, comment } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  const a = await comment(ann, id)
  const a1 = await comment(ann, id, { parentId: a })
  const a2 = await comment(ann, id, { parentId: a })
  await ask(ann, remove, { id: a })
  await ask(ann, remove, { id: a1 })
  const { data } = await ask(null, tree, { id })
  expect(ids(data.post.thread)).toEqual([a, a2])
  expect(data.post.thread.edges[0].node.replyCount).toBe(1)
})

test('editing a comment renders it again and refuses a lost update', async () => {
  const { ask, person, post, comment, events } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob', 'MODERATOR')]
  const id = await comment(ann, await post(ann))
  expect((await ask(bob, update, { input: { id, body: 'x' } })).data.updateComment.__typename).toBe('NotAllowed')
  expect((await ask(ann, update, { input: { id, body: '**b**', version: 1 } })).data.updateComment.comment).toEqual({
    body: '**b**',
    bodyHtml: '<p><strong>b</strong></p>',
    edited: true,
    version: 2,
  })
  const lost = await ask(ann, update, { input: { id, body: 'c', version: 1 } })
  expect(lost.data.updateComment).toEqual({ __typename: 'Conflict', code: 'CONFLICT', currentVersion: 2 })
  expect((await events()).at(-1)).toMatchObject({
    type: 'comment_updated',
    data: { commentId: id, version: 2, deleted: false },
  })
})

test('everybody deletes their own comments, and moderators no more', async () => {
  const { ask, person, post, comment, events } = await testPosts()
  const [ann, bob, mod] = [await person('ann'), await person('bob'), await person('mod', 'MODERATOR')]
  const postId = await post(ann)
  const id = await comment(bob, postId)
  expect((await ask(ann, remove, { id })).data.deleteComment.__typename).toBe('NotAllowed')
  expect((await ask(mod, remove, { id })).data.deleteComment.__typename).toBe('NotAllowed')
  expect((await ask(bob, remove, { id })).data.deleteComment.__typename).toBe('DeleteCommentSuccess')
  expect((await events()).at(-1)).toMatchObject({
    type: 'comment_deleted',
    data: { commentId: id, postId, postAuthorId: ann.id, authorId: bob.id, deleted: true, version: 2 },
  })
})

test('activity follows comments and never goes back', async () => {
  const { ask, person, post, comment } = await testPosts()
  const ann = await person('ann')
  const [first, second] = [await post(ann, { tags: ['t'] }), await post(ann, { tags: ['t'] })]
  const active = async (args: string) =>
    ids((await ask(null, `{ feed(kind: ACTIVE${args}) { edges { node { id } } } }`)).data.feed)
  expect(await active('')).toEqual([second, first])
  const id = await comment(ann, first)
  expect(await active('')).toEqual([first, second])
  expect(await active(', tag: "T"')).toEqual([first, second])
  const at = async () => (await ask(null, `{ post(id: "${first}") { lastActivityAt } }`)).data.post.lastActivityAt
  const before = await at()
  await ask(ann, remove, { id })
  expect(await at()).toBe(before)
})

test('a permalink finds a comment of its post only', async () => {
  const { ask, person, post, comment } = await testPosts()
  const ann = await person('ann')
  const [one, other] = [await post(ann), await post(ann)]
  const id = await comment(ann, one)
  const find = (postId: string) => ask(null, `{ post(id: "${postId}") { comment(id: "${id}") { post { id } } } }`)
  expect((await find(one)).data.post.comment).toEqual({ post: { id: one } })
  expect((await find(other)).data.post.comment).toBeNull()
})

test('a comment answers one of its own post', async () => {
  const { services, person, post, comment } = await testPosts()
  const ann = await person('ann')
  const [one, other] = [await post(ann), await post(ann)]
  const parentId = await comment(ann, one)
  expect(await services.comments.add(ann, { postId: other, parentId, body: 'x' })).toMatchObject({
    code: 'COMMENT_NOT_FOUND',
  })
  expect(await services.comments.add(ann, { postId: one, parentId: 'rubbish', body: 'x' })).toMatchObject({
    code: 'COMMENT_NOT_FOUND',
  })
})

test('threads of many posts, with parents and likes, are read with one statement a level', async () => {
  const { ask, person, post, comment, statements } = await testPosts()
  const ann = await person('ann')
  const build = async () => {
    const id = await post(ann)
    const parentId = await comment(ann, id)
    await comment(ann, id, { parentId })
  }
  const query = `{ feed { edges { node { thread { edges { node { body viewerHasLiked parent { id } ancestors { id } post { title } } } }
    comments { edges { node { replies { edges { node { id } } } } } } } } } }`
  const cost = async () => {
    const before = await statements()
    expect((await ask(ann, query)).codes).toEqual([])
    return (await statements()) - before
  }
  await build()
  // The feed, its posts, two lists, their comments, the replies, theirs, likes: one each. Some levels come together, so it may be fewer.
  expect(await cost()).toBeLessThanOrEqual(8)
  for (let more = 0; more < 5; more += 1) await build()
  expect(await cost()).toBeLessThanOrEqual(8)
})

test('a storm of comments and their removal leaves counts and replies that agree with the rows', async () => {
  const { services, person, post, database } = await testPosts()
  const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => person(name)))
  const [author] = people
  if (!author) throw new Error('nobody is there')
  const ids = [await post(author), await post(author)]
  const made: { id: string; by: (typeof people)[number] }[] = []
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(
      people.flatMap((by, who) =>
        ids.map(async (postId, which) => {
          const parent = made[(round * 7 + who * 3 + which) % Math.max(1, made.length)]
          const added = await services.comments.add(by, {
            postId,
            parentId: (round + who) % 3 ? parent?.id : null,
            body: 'x',
          })
          if (added.__typename === 'AddCommentSuccess') made.push({ id: added.commentId, by })
          const doomed = made[(round * 5 + who) % Math.max(1, made.length)]
          if (doomed && (round + which) % 2) await services.comments.delete(doomed.by, doomed.id)
        }),
      ),
    )
  }
  expect(made.length).toBeGreaterThan(15)
  const mismatches: unknown[] = await database.sql.$queryRaw`
    SELECT 'post' AS what, c.post_id AS id FROM post_counters c WHERE
      comment_count <> (SELECT count(*) FROM comments m WHERE m.post_id = c.post_id AND removed_at IS NULL)
      OR thread_count <> (SELECT count(*) FROM comments m WHERE m.post_id = c.post_id AND seen)
      OR top_level_count <> (SELECT count(*) FROM comments m WHERE m.post_id = c.post_id AND seen AND parent_id IS NULL)
      OR last_activity_at <> (SELECT max(m.created_at) FROM comments m WHERE m.post_id = c.post_id)
    UNION ALL SELECT 'replies', m.id FROM comments m
      WHERE reply_count <> (SELECT count(*) FROM comments r WHERE r.parent_id = m.id AND r.seen)
    UNION ALL SELECT 'unreachable', m.id FROM comments m JOIN comments p ON p.id = m.parent_id WHERE m.seen AND NOT p.seen`
  expect(mismatches).toEqual([])
})
