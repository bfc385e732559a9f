import { maxAnswerBytes } from '@forum/graphql-kit'
import { expect, test } from 'vitest'
import { commentIdOf, postIdOf } from '../src/ids.ts'
import { testPosts } from './test-posts.ts'

test('texts of posts that are too long together are not read, those that fit are', async () => {
  const { services, person, post, database } = await testPosts()
  const ann = await person('ann')
  const ids = [postIdOf(await post(ann)), postIdOf(await post(ann)), postIdOf(await post(ann))]
  await database.sql.$executeRaw`UPDATE posts SET body_html = repeat('я', ${maxAnswerBytes / 4})`
  const lengths = async (count: number) =>
    [...(await services.postReader.texts(null, ids.slice(0, count), 'body_html')).values()].map(
      ({ text }) => text && Buffer.byteLength(text),
    )
  expect(await lengths(2)).toEqual([maxAnswerBytes / 2, maxAnswerBytes / 2])
  expect(await lengths(3)).toEqual([null, null, null])
  const bodies = await services.postReader.texts(null, ids, 'body')
  expect([...bodies.values()].map(({ text }) => text)).not.toContain(null)
})

test('so are texts of comments, each kind by itself', async () => {
  const { services, person, post, comment, database } = await testPosts()
  const ann = await person('ann')
  const postId = await post(ann)
  const ids = [await comment(ann, postId), await comment(ann, postId)].map(commentIdOf)
  await database.sql.$executeRaw`UPDATE comments SET body_html = repeat('я', ${maxAnswerBytes / 4 + 1})`
  const found = [...(await services.commentReader.visible({ viewer: null, hiderId: null }, ids)).values()]
  expect(found.map(({ body, bodyHtml }) => [body !== null, bodyHtml])).toEqual([
    [true, null],
    [true, null],
  ])
})
