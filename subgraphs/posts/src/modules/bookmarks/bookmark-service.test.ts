import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const bookmarks = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Viewer { bookmarks { edges { postId node { id } } } } } }`
const of = (id: string) => ({ ids: [{ __typename: 'Viewer', id }] })

test('bookmarks are the own ones, the latest first; what is no longer seen stays without its post', async () => {
  const { services, ask, person, post } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const [one, two] = [await post(ann), await post(ann)]
  await services.bookmarks.add(bob, one)
  await services.bookmarks.add(bob, two)
  await services.bookmarks.add(bob, one)
  await services.posts.update(ann, { id: two, visibility: 'PRIVATE' })
  const listed = await ask(bob, bookmarks, of(bob.id))
  expect(listed.data._entities[0].bookmarks.edges).toEqual([
    { postId: two, node: null },
    { postId: one, node: { id: one } },
  ])
  const removed = await ask(
    bob,
    `mutation { removeBookmark(input: { postId: "${two}" }) { __typename ... on RemoveBookmarkSuccess { post { id } } } }`,
  )
  expect(removed.data.removeBookmark).toEqual({ __typename: 'RemoveBookmarkSuccess', post: null })
  expect(await services.bookmarks.remove(bob, two)).toMatchObject({ code: 'POST_NOT_FOUND' })
})

test("a viewer's entity is refused to everybody else", async () => {
  const { ask, person } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  expect((await ask(bob, bookmarks, of(ann.id))).codes).toEqual(['FORBIDDEN'])
  expect((await ask(null, bookmarks, of(ann.id))).codes).toEqual(['UNAUTHENTICATED'])
})
