import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'
import { SitemapRepository } from './sitemap-repository.ts'
import { SitemapService } from './sitemap-service.ts'

async function counted(partSize?: number) {
  const posts = await testPosts()
  const sitemap = new SitemapService({
    database: posts.database,
    sitemap: new SitemapRepository(),
    ...(partSize === undefined ? {} : { partSize }),
  })
  const names = async (list: 'posts' | 'people' | 'tags', number = 1) =>
    (await sitemap.read(list, number))?.map(({ name }) => name)
  return { ...posts, sitemap, names }
}

test('lists public posts with their last change, who wrote them, and their tags', async () => {
  const { sitemap, names, services, person, post } = await counted()
  const [ann, bob, cid] = [await person('ann'), await person('bob'), await person('cid')]
  const [first, second] = [await post(ann, { tags: ['книги', 'node.js'] }), await post(bob)]
  await post(cid, { visibility: 'PRIVATE', tags: ['secret'] })
  const gone = await post(cid, { tags: ['gone'] })
  await services.posts.delete(cid, gone)
  await services.posts.update(ann, { id: first, title: 'Another title' })
  await sitemap.count()
  expect(sitemap.parts()).toEqual({ posts: 1, people: 1, tags: 1 })
  expect(await names('posts')).toEqual([first, second])
  expect(await names('people')).toEqual(['ann', 'bob'])
  expect(await names('tags')).toEqual(['node.js', 'книги'])
  const [changed, unchanged] = (await sitemap.read('posts', 1)) ?? []
  expect(changed?.updatedAt?.getTime()).toBeGreaterThan(unchanged?.updatedAt?.getTime() ?? Number.POSITIVE_INFINITY)
})

test('a post that turns private leaves it at once, with its writer and its tag', async () => {
  const { sitemap, names, services, person, post } = await counted()
  const ann = await person('ann')
  const id = await post(ann, { tags: ['garden'] })
  await sitemap.count()
  expect([await names('posts'), await names('people'), await names('tags')]).toEqual([[id], ['ann'], ['garden']])
  await services.posts.update(ann, { id, visibility: 'PRIVATE' })
  expect([await names('posts'), await names('people'), await names('tags')]).toEqual([[], [], []])
})

test('the parts hold everything once, in order, also what came after they were counted', async () => {
  const { sitemap, names, services, person, post, clock } = await counted(3)
  const posts: string[] = []
  const people = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => person(`person${number}`)))
  const third = people[2]
  if (!third) throw new Error('nobody is there')
  // Several in one moment: only their ids tell them apart.
  clock.tick(10_000)
  for (const [index, one] of people.entries()) posts.push(await post(one, { tags: [`t${index}`] }))
  await sitemap.count()
  expect(sitemap.parts()).toEqual({ posts: 3, people: 3, tags: 3 })
  for (const one of people.slice(0, 2)) posts.push(await post(one))
  await services.posts.delete(third, posts[2] ?? '')
  const all = async (list: 'posts' | 'people' | 'tags') =>
    (await Promise.all([1, 2, 3].map((number) => names(list, number)))).flat()
  const left = posts.filter((_, index) => index !== 2)
  const found = await all('posts')
  expect([found.length, new Set(found)]).toEqual([left.length, new Set(left)])
  expect(await all('people')).toEqual(people.filter((_, index) => index !== 2).map(({ handle }) => handle))
  expect(await all('tags')).toEqual(['t0', 't1', 't3', 't4', 't5', 't6'])
  expect(await names('posts', 4)).toBeUndefined()
})

test('a part that has grown is cut at twice its size until the next count', async () => {
  const { sitemap, names, person, post } = await counted(2)
  const ann = await person('ann')
  await sitemap.count()
  for (let index = 0; index < 5; index += 1) await post(ann)
  expect(await names('posts')).toHaveLength(4)
  await sitemap.count()
  expect(sitemap.parts()?.posts).toBe(3)
  expect(await names('posts', 3)).toHaveLength(1)
})

test('a forum without posts has one empty part of each', async () => {
  const { sitemap, names } = await counted()
  expect(sitemap.parts()).toBeNull()
  await sitemap.count()
  expect([await names('posts'), await names('people'), await names('tags')]).toEqual([[], [], []])
})
