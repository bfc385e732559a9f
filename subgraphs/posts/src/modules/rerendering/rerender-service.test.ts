import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'
import type { Database } from '../../database/database.ts'
import { rendererVersion } from '../markdown/render-markdown.ts'

/** Everything of the rows that people did, and what was rendered. */
const rows = async ({ sql }: Database) => [
  await sql.$queryRaw`
    SELECT id, body_html, body_text, excerpt, renderer_version, version, updated_at, edited FROM posts ORDER BY id`,
  await sql.$queryRaw`SELECT id, body_html, renderer_version, version, updated_at, edited FROM comments ORDER BY id`,
]

test('what an earlier renderer wrote is rendered anew, by replicas together, without a trace of anybody doing anything', async () => {
  const { services, person, post, comment, database, events } = await testPosts()
  const ann = await person('ann')
  const postIds: string[] = []
  for (let index = 0; index < 12; index += 1) postIds.push(await post(ann, { body: `*post* ${index}` }))
  const [postId = ''] = postIds
  const removed = await comment(ann, postId, { body: 'gone' })
  await comment(ann, postId, { body: 'reply', parentId: removed })
  for (let index = 0; index < 7; index += 1) await comment(ann, postId, { body: `**comment** ${index}` })
  await services.comments.delete(ann, removed)
  await services.posts.delete(ann, postIds[1] ?? '')
  const [before, eventsBefore] = [await rows(database), await events()]
  await database.sql.$executeRaw`
    UPDATE posts SET renderer_version = 2, body_html = '<p>old</p>', body_text = 'old', excerpt = 'old'`
  await database.sql.$executeRaw`
    UPDATE comments SET renderer_version = 2, body_html = '<p>old</p>' WHERE removed_at IS NULL`

  const replica = async () => {
    let count = 0
    for (
      let batch = await services.rerendering.renderBatch();
      batch > 0;
      batch = await services.rerendering.renderBatch()
    )
      count += batch
    return count
  }
  const counts = await Promise.all([replica(), replica(), replica()])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12 + 8)
  expect(await rows(database)).toEqual(before)
  expect(await events()).toEqual(eventsBefore)
})

test('what today is refused, or shows nothing, is kept as it was written', async () => {
  const { services, person, post, database } = await testPosts()
  const ann = await person('ann')
  const [deep, blank] = [await post(ann), await post(ann)]
  const body = `${'>'.repeat(60)} **a**`
  await database.sql.$executeRaw`UPDATE posts SET body = ${body}, renderer_version = 2 WHERE id = ${deep}::uuid`
  await database.sql.$executeRaw`UPDATE posts SET body = '&nbsp;', renderer_version = 2 WHERE id = ${blank}::uuid`
  expect(await services.rerendering.renderBatch()).toBe(2)
  expect(await services.rerendering.renderBatch()).toBe(0)
  const kept = await database.sql.$queryRaw`SELECT body_html, renderer_version FROM posts ORDER BY id`
  expect(kept).toEqual([
    { body_html: `<p>${body}</p>`, renderer_version: rendererVersion },
    { body_html: '<p>\u00a0</p>', renderer_version: rendererVersion },
  ])
})
