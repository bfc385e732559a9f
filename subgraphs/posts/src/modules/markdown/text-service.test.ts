import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'
import type { Database } from '../../database/database.ts'

const timeTaken = ({ sql }: Database) => sql.$queryRaw`SELECT coalesce(sum(cpu_ms), 0)::integer AS ms FROM write_counts`

test.each(['&nbsp;', '\u200b\u200b', '[]()', '***', '```\n```', '> ', '- \n- ', '\u00ad', '|\u2060|\n|-|', '# \u3164'])(
  'what shows nothing is no text: %j',
  async (body) => {
    const { services, person, post } = await testPosts()
    const ann = await person('ann')
    const nothing = { __typename: 'InvalidInput', fields: [{ path: ['body'], code: 'REQUIRED' }] }
    expect(await services.posts.create(ann, { title: 't', body })).toMatchObject(nothing)
    const postId = await post(ann)
    expect(await services.comments.add(ann, { postId, body })).toMatchObject(nothing)
    expect(await services.posts.update(ann, { id: postId, body })).toMatchObject(nothing)
  },
)

test.each(['\u200b\u200b', '\u00ad', ' \u2060 ', '\u3164'])('a title that shows nothing is none: %j', async (title) => {
  const { services, person } = await testPosts()
  const refused = await services.posts.create(await person('ann'), { title, body: 'b' })
  expect(refused).toMatchObject({ fields: [{ path: ['title'], code: 'REQUIRED' }] })
})

test('a definition that nothing uses, a picture and a link without words are something to see', async () => {
  const { services, person } = await testPosts()
  const ann = await person('ann')
  for (const body of ['[x]: https://x.y', '![](https://x.y/z.png)', '<br>', '[^1]: note'])
    expect(await services.posts.create(ann, { title: 't', body })).toMatchObject({ __typename: 'CreatePostSuccess' })
})

test('nothing is rendered for what is not there, is not theirs, was done before or is over the limit', async () => {
  const { services, person, post, comment, database } = await testPosts({ maxWrites: 20 })
  const [ann, bob] = [await person('ann'), await person('bob')]
  const postId = await post(ann)
  const parentId = await comment(ann, postId)
  const hidden = await post(ann, { visibility: 'PRIVATE' })
  const key = { title: 't', body: 'b', idempotencyKey: 'k' }
  await services.posts.create(ann, key)
  const before = await timeTaken(database)
  const [body, none] = ['x', crypto.randomUUID()]
  const refusals = [
    await services.comments.add(bob, { postId: none, body }),
    await services.comments.add(bob, { postId: 'no id', body }),
    await services.comments.add(bob, { postId: hidden, body }),
    await services.comments.add(bob, { postId, parentId: none, body }),
    await services.comments.update(bob, { id: parentId, body }),
    await services.comments.update(ann, { id: parentId, body, version: 9 }),
    await services.posts.update(bob, { id: postId, body }),
    await services.posts.update(ann, { id: postId, body, version: 9 }),
    await services.posts.create(ann, key),
  ]
  expect(refusals.map((outcome) => outcome.__typename)).toEqual([
    ...['NotFound', 'NotFound', 'NotFound', 'NotFound', 'NotAllowed', 'Conflict', 'NotAllowed', 'Conflict'],
    'CreatePostSuccess',
  ])
  while ((await services.limits.spend(bob.id)) === null);
  expect(await services.comments.add(bob, { postId, body })).toMatchObject({ __typename: 'RateLimited' })
  expect(await timeTaken(database)).toEqual(before)
})

test('the processor that texts and previews take uses up the account, and previews leave room to send', async () => {
  const { services, person, ask } = await testPosts({ maxWrites: 10 })
  const ann = await person('ann')
  await services.limits.charge(ann.id, 399)
  expect(await services.texts.preview(ann.id, 'a')).toBe('<p>a</p>')
  await services.limits.charge(ann.id, 1)
  const refused = await ask(ann, '{ renderMarkdown(body: "a") }')
  expect(refused.errors).toMatchObject([
    { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } },
  ])
  expect(await services.posts.create(ann, { title: 't', body: 'a' })).toMatchObject({ __typename: 'CreatePostSuccess' })
  await services.limits.charge(ann.id, 50)
  expect(await services.posts.create(ann, { title: 't', body: 'a' })).toMatchObject({ __typename: 'RateLimited' })
})
