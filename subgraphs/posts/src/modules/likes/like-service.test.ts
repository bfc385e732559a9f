import { fail } from 'node:assert'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const likes = `query ($id: ID!) { post(id: $id) { likeCount viewerHasLiked likedBy { edges { node { id } } } } }`

test('liking twice is one like and one event', async () => {
  const { services, ask, person, post, events } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const id = await post(ann)
  await services.likes.likePost(bob, id)
  await services.likes.likePost(bob, id)
  expect((await ask(bob, likes, { id })).data.post).toEqual({
    likeCount: 1,
    viewerHasLiked: true,
    likedBy: { edges: [{ node: { id: bob.id } }] },
  })
  expect((await events()).map((event) => event.type)).toEqual(['post_created', 'post_liked'])
})

test('each toggle raises the version of the relation', async () => {
  const { services, ask, person, post, events } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  await services.likes.unlikePost(ann, id)
  await services.likes.likePost(ann, id)
  await services.likes.unlikePost(ann, id)
  await services.likes.unlikePost(ann, id)
  await services.likes.likePost(ann, id)
  const toggles = (await events()).slice(1).map(({ type, data }) => [type, data.active, data.version])
  expect(toggles).toEqual([
    ['post_liked', true, 1],
    ['post_unliked', false, 2],
    ['post_liked', true, 3],
  ])
  expect((await ask(ann, likes, { id })).data.post.likeCount).toBe(1)
})

test('likes of comments are counted and told apart by viewer', async () => {
  const { services, ask, person, post, comment, events } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const postId = await post(ann)
  const [one, two] = [await comment(ann, postId), await comment(ann, postId)]
  await services.likes.likeComment(bob, one)
  await services.likes.likeComment(bob, one)
  await services.likes.likeComment(ann, one)
  await services.likes.likeComment(bob, two)
  await services.likes.unlikeComment(bob, two)
  const read = `query ($id: ID!) { post(id: $id) { thread { edges { node { likeCount viewerHasLiked } } } } }`
  const of = async (viewer: typeof ann | null) =>
    (await ask(viewer, read, { id: postId })).data.post.thread.edges.map((edge: { node: object }) => edge.node)
  expect(await of(bob)).toEqual([
    { likeCount: 2, viewerHasLiked: true },
    { likeCount: 0, viewerHasLiked: false },
  ])
  expect((await of(null))[0]).toEqual({ likeCount: 2, viewerHasLiked: false })
  expect((await events()).at(-1)).toMatchObject({
    type: 'comment_unliked',
    data: { commentId: two, postId, commentAuthorId: ann.id, userId: bob.id, active: false, version: 2 },
  })
})

test('a storm of likes, reposts and their undoing leaves counters that agree with the rows, and nobody waits for ever', async () => {
  const { services, ask, person, post, comment, database, events } = await testPosts()
  const people = await Promise.all(Array.from({ length: 6 }, (_, index) => person(`person${index}`)))
  const [author] = people
  if (!author) fail('nobody is there')
  const posts = [await post(author, { tags: ['a', 'b'] }), await post(author, { tags: ['b', 'a'] })]
  const comments = [await comment(author, posts[0] ?? ''), await comment(author, posts[1] ?? '')]
  const rounds = Array.from({ length: 6 }, (_, round) => round)
  await Promise.all(
    people.flatMap((viewer, who) =>
      posts.flatMap((id, which) =>
        rounds.map((round) => {
          const commentId = comments[which] ?? ''
          const kind = (round + who + which) % 6
          if (kind === 0) return services.likes.likePost(viewer, id)
          if (kind === 1) return services.likes.unlikePost(viewer, id)
          if (kind === 2) return services.reposts.repost(viewer, id)
          if (kind === 3) return services.reposts.undo(viewer, id)
          if (kind === 4) return services.likes.likeComment(viewer, commentId)
          return services.posts.update(author, { id, tags: round % 2 ? ['a', 'c'] : ['c', 'b', 'd'] })
        }),
      ),
    ),
  )
  const mismatches: unknown[] = await database.sql.$queryRaw`
    SELECT c.post_id FROM post_counters c WHERE
      like_count <> (SELECT count(*) FROM post_likes l WHERE l.post_id = c.post_id AND active)
      OR repost_count <> (SELECT count(*) FROM reposts r WHERE r.post_id = c.post_id AND active)
    UNION ALL SELECT id FROM comments m WHERE like_count <> (SELECT count(*) FROM comment_likes l WHERE l.comment_id = m.id AND active)
    UNION ALL SELECT tag_id FROM tag_counters t WHERE post_count <> (SELECT count(*) FROM post_tags p WHERE p.tag_id = t.tag_id AND listed)`
  expect(mismatches).toEqual([])

  // The events of each relation come in the order of its versions, and the last one is what is so.
  const versions = new Map<string, number>()
  for (const { type, data } of await events()) {
    if (data.active === undefined) continue
    const relation = `${type.replace('un', '')} ${data.commentId ?? data.postId} ${data.userId}`
    expect(data.version).toBe((versions.get(relation) ?? 0) + 1)
    versions.set(relation, data.version)
  }
  const counted = (await ask(null, likes, { id: posts[0] })).data.post
  expect(counted.likedBy.edges).toHaveLength(counted.likeCount)
})

test('what somebody did under a post that turned private they can take back, and learn nothing of it', async () => {
  const { services, ask, person, post, comment } = await testPosts()
  const [ann, bob, cid] = [await person('ann'), await person('bob'), await person('cid')]
  const id = await post(ann)
  const [own, anns] = [await comment(bob, id), await comment(ann, id)]
  await services.likes.likePost(bob, id)
  await services.likes.likeComment(bob, anns)
  await services.reposts.repost(bob, id)
  await services.posts.update(ann, { id, visibility: 'PRIVATE' })
  const all = `mutation ($post: ID!, $anns: ID!, $own: ID!) {
    unlikePost(input: { postId: $post }) { __typename } unlikeComment(input: { commentId: $anns }) { __typename }
    undoRepost(input: { postId: $post }) { __typename } deleteComment(input: { id: $own }) { __typename } }`
  const variables = { post: id, anns, own }
  const types = (data: Record<string, { __typename: string }>) => Object.values(data).map((one) => one.__typename)
  const none = ['NotFound', 'NotFound', 'NotFound', 'NotFound']
  expect(types((await ask(cid, all, variables)).data)).toEqual(none)
  expect(types((await ask(bob, all, variables)).data)).toEqual([
    'UnlikePostSuccess',
    'UnlikeCommentSuccess',
    'UndoRepostSuccess',
    'DeleteCommentSuccess',
  ])
  expect(types((await ask(bob, all, variables)).data)).toEqual(none)
  expect((await services.likes.likePost(bob, id)).__typename).toBe('NotFound')
  const counts = `query ($id: ID!) { post(id: $id) { likeCount repostCount commentCount } }`
  expect((await ask(ann, counts, { id })).data.post).toEqual({ likeCount: 0, repostCount: 0, commentCount: 1 })
})
