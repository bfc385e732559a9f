import { expect, test } from 'vitest'
import { testPosts } from '../tests/test-posts.ts'

const input = { title: 'Once', body: 'Only', tags: ['a'], idempotencyKey: 'key-1' }

test('a repeat gives what was made, and twins that come at once make one', async () => {
  const { services, person, events } = await testPosts()
  const ann = await person('ann')
  const twins = await Promise.all([1, 2, 3, 4].map(() => services.posts.create(ann, input)))
  expect(new Set(twins.map((twin) => JSON.stringify(twin))).size).toBe(1)
  expect(twins[0]?.__typename).toBe('CreatePostSuccess')
  expect(await services.posts.create(ann, input)).toEqual(twins[0])
  expect(await events()).toHaveLength(1)
})

test('another input with the same key is refused; another person or mutation may use it', async () => {
  const { services, person } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const first = await services.posts.create(ann, input)
  expect(await services.posts.create(ann, { ...input, title: 'Other' })).toMatchObject({
    __typename: 'InvalidInput',
    code: 'IDEMPOTENCY_KEY_REUSED',
    fields: [{ path: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' }],
  })
  const others = await services.posts.create(bob, input)
  expect(others.__typename).toBe('CreatePostSuccess')
  expect(others).not.toEqual(first)
  const postId = first.__typename === 'CreatePostSuccess' ? first.postId : ''
  const comment = { postId, body: 'c', idempotencyKey: 'key-1' }
  const made = await services.comments.add(ann, comment)
  expect(made.__typename).toBe('AddCommentSuccess')
  expect(await services.comments.add(ann, comment)).toEqual(made)
})

test('what was refused is not pinned to the key', async () => {
  const { services, person, post } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const postId = await post(ann, { visibility: 'PRIVATE' })
  const comment = { postId, body: 'c', idempotencyKey: 'again' }
  expect((await services.comments.add(bob, comment)).__typename).toBe('NotFound')
  await services.posts.update(ann, { id: postId, visibility: 'PUBLIC' })
  expect((await services.comments.add(bob, comment)).__typename).toBe('AddCommentSuccess')
})

test('a repeat is answered under the rights of today', async () => {
  const { services, ask, person, post } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const postId = await post(ann)
  const add = `mutation ($input: AddCommentInput!) { addComment(input: $input) { __typename ... on AddCommentSuccess { comment { id } } } }`
  const given = { input: { postId, body: 'c', idempotencyKey: 'k' } }
  expect((await ask(bob, add, given)).data.addComment.comment).not.toBeNull()
  await services.posts.update(ann, { id: postId, visibility: 'PRIVATE' })
  expect((await ask(bob, add, given)).data.addComment).toEqual({ __typename: 'AddCommentSuccess', comment: null })
})

test('a repeat after the post was deleted makes no second one', async () => {
  const { services, ask, person } = await testPosts()
  const ann = await person('ann')
  const first = await services.posts.create(ann, input)
  await services.posts.delete(ann, first.__typename === 'CreatePostSuccess' ? first.postId : '')
  const create = `mutation ($input: CreatePostInput!) { createPost(input: $input) { __typename ... on CreatePostSuccess { post { id } } } }`
  expect((await ask(ann, create, { input })).data.createPost).toEqual({ __typename: 'CreatePostSuccess', post: null })
})

test('a key of a million characters is no key', async () => {
  const { services, person } = await testPosts()
  const outcome = await services.posts.create(await person('ann'), { ...input, idempotencyKey: 'k'.repeat(1_000_000) })
  expect(outcome).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['idempotencyKey'], code: 'INVALID' }] })
})

test('a key is forgotten after 7 days', async () => {
  const { services, person, clock, database } = await testPosts()
  const ann = await person('ann')
  const first = await services.posts.create(ann, input)
  clock.pass(7 * 24 * 60 * 60 * 1_000 - 60_000)
  expect(await services.posts.create(ann, input)).toEqual(first)
  clock.pass(120_000)
  const second = await services.posts.create(ann, { ...input, title: 'New' })
  expect(second.__typename).toBe('CreatePostSuccess')
  expect(second).not.toEqual(first)
  clock.pass(8 * 24 * 60 * 60 * 1_000)
  await services.idempotency.prune()
  expect(await database.sql.$queryRaw`SELECT key FROM idempotency_keys`).toEqual([])
})

test('a repeat is answered also when the account may write no more for the moment', async () => {
  const { services, person } = await testPosts({ maxWrites: 2 })
  const ann = await person('ann')
  const first = await services.posts.create(ann, input)
  const postId = first.__typename === 'CreatePostSuccess' ? first.postId : ''
  const comment = { postId, body: 'c', idempotencyKey: 'key-2' }
  const second = await services.comments.add(ann, comment)
  expect(await services.posts.create(ann, { ...input, idempotencyKey: 'key-3' })).toMatchObject({
    __typename: 'RateLimited',
  })
  expect(await services.posts.create(ann, input)).toEqual(first)
  expect(await services.comments.add(ann, comment)).toEqual(second)
})
