import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'
import { restorableForMs } from './emptying-service.ts'

const day = 24 * 60 * 60 * 1_000

test('a deleted post keeps its text for thirty days, and then nothing of it is left, nor of what was said under it', async () => {
  const { services, person, post, comment, database, clock, events } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const [first, second, kept] = [await post(ann, { title: 'First secret' }), await post(ann), await post(ann)]
  for (let index = 0; index < 3; index += 1) await comment(bob, first, { body: `secret ${index}` })
  await comment(bob, kept, { body: 'stays' })
  await services.posts.delete(ann, first)
  clock.pass(day)
  await services.posts.delete(ann, second)
  const texts = () => database.sql.$queryRaw`
    SELECT p.id, p.title || p.body || p.body_html || p.body_text || p.excerpt AS text,
      (SELECT string_agg(body || body_html, '') FROM comments c WHERE c.post_id = p.id) AS comments FROM posts p ORDER BY id`
  const numbers = () => database.sql.$queryRaw`SELECT * FROM post_counters ORDER BY post_id`
  const [whole, counted, said] = [await texts(), await numbers(), await events()]

  clock.pass(restorableForMs - 2 * day)
  await services.emptying.emptyAll()
  expect(await texts()).toEqual(whole)

  clock.pass(day + 1_000)
  await Promise.all([services.emptying.emptyAll(), services.emptying.emptyAll()])
  await services.emptying.emptyAll()
  const half = await texts()
  expect(half).toEqual([{ id: first, text: '', comments: '' }, ...(whole as unknown[]).slice(1)])

  clock.pass(day)
  await services.emptying.emptyAll()
  expect(await texts()).toEqual([
    { id: first, text: '', comments: '' },
    { id: second, text: '', comments: null },
    ...(whole as unknown[]).slice(2),
  ])
  expect(await numbers()).toEqual(counted)
  expect(await events()).toEqual(said)
  expect(await services.rerendering.renderBatch()).toBe(0)
})

test('a thread of any length is emptied in parts', async () => {
  const { services, person, post, comment, database, clock } = await testPosts()
  const ann = await person('ann')
  const id = await post(ann)
  await comment(ann, id)
  await database.sql.$executeRaw`
    INSERT INTO comments (id, post_id, author_id, body, body_html, renderer_version, depth, path, path_newest, created_at, updated_at)
    SELECT gen_random_uuid(), post_id, author_id, body, body_html, renderer_version, depth, path, path_newest, created_at, updated_at
    FROM comments CROSS JOIN generate_series(1, 1200) WHERE post_id = ${id}::uuid`
  await services.posts.delete(ann, id)
  clock.pass(restorableForMs + 1_000)
  await services.emptying.emptyAll()
  expect(
    await database.sql.$queryRaw`SELECT count(*)::integer AS count FROM comments WHERE body <> '' OR body_html <> ''`,
  ).toEqual([{ count: 0 }])
})
