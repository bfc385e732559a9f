import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

type Posts = Awaited<ReturnType<typeof testPosts>>

async function filesOf({ services, clock }: Posts, userId: string, asOf = clock.now()) {
  const files = new Map<string, Record<string, unknown>[]>()
  for await (const { file, lines } of services.personalData.parts({ userId, asOf })) {
    const rows = lines.toString('utf8').split('\n').filter(Boolean)
    files.set(file, [...(files.get(file) ?? []), ...rows.map((row) => JSON.parse(row))])
  }
  return files
}

test('all that somebody wrote and did, private and deleted texts too, and nothing of others', async () => {
  const posts = await testPosts()
  const { services, person, post, comment } = posts
  const [ann, bob] = [await person('ann'), await person('bob')]
  const open = await post(ann, { title: 'Open', body: 'words of Ann', tags: ['tea'] })
  await post(ann, { title: 'Secret', visibility: 'PRIVATE' })
  const gone = await post(ann, { title: 'Gone' })
  await services.posts.delete(ann, gone)
  const bobs = await post(bob, { title: 'Of Bob', body: 'words of Bob' })
  const said = await comment(bob, open, { body: 'Bob says' })
  await comment(ann, open, { parentId: said, body: 'Ann says' })
  await services.likes.likePost(ann, bobs)
  await services.likes.likeComment(ann, said)
  await services.reposts.repost(ann, bobs)
  await services.bookmarks.add(ann, bobs)
  await services.follows.follow(ann, bob.id)
  await services.follows.follow(bob, ann.id)
  await services.likes.likePost(bob, open)
  const mod = await person('mod', 'MODERATOR')
  await services.removal.remove(mod, { postId: open, reason: 'It is spam.' })
  const files = await filesOf(posts, ann.id)
  expect(files.get('posts/moderation')).toMatchObject([{ kind: 'REMOVE', reason: 'It is spam.', postId: open }])
  expect(JSON.stringify([...files])).not.toContain(mod.id)
  expect(files.get('posts/posts')).toMatchObject([
    { id: open, title: 'Open', body: 'words of Ann', tags: ['tea'], visibility: 'PUBLIC', deletedAt: null },
    { title: 'Secret', visibility: 'PRIVATE' },
    { title: 'Gone', deletedAt: expect.any(String) },
  ])
  expect(files.get('posts/comments')).toMatchObject([{ body: 'Ann says', parentId: said, postId: open }])
  for (const [file, id] of [
    ['posts/likes-of-posts', bobs],
    ['posts/likes-of-comments', said],
    ['posts/reposts', bobs],
    ['posts/bookmarks', bobs],
    ['posts/follows', bob.id],
  ] as const)
    expect(files.get(file)).toEqual([{ id, at: expect.any(String) }])
  expect(JSON.stringify([...files])).not.toMatch(/words of Bob|Bob says/)
})

test('more than a page of it, each row once and oldest first; what came later is left out', async () => {
  const posts = await testPosts()
  const { person, post, comment, clock } = posts
  const ann = await person('ann')
  const id = await post(ann)
  for (let index = 0; index < 520; index += 1) {
    if (index % 4 === 0) clock.tick(index % 8 === 0 ? 50 : 1) // some of one moment
    await comment(ann, id, { body: `${index}` })
  }
  clock.tick(1)
  const asOf = clock.now()
  await comment(ann, id, { body: 'later' })
  const said = (await filesOf(posts, ann.id, asOf)).get('posts/comments') ?? []
  expect(said.map(({ body }) => Number(body)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 520 }, (_, index) => index),
  )
  expect(said.map(({ at }) => at)).toEqual(
    said.map(({ at }) => at).toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
  )
})
