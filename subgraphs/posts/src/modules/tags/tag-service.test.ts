import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const tags = `query ($query: String, $first: Int) { tags(query: $query, first: $first) { edges { node { name postCount } } } }`

test('tags are listed the most used first, or by name when they are looked for', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  for (const names of [['react', 'redux'], ['react'], ['relay'], ['Ёлка']]) await post(ann, { tags: names })
  await post(ann, { tags: ['secret', 'react'], visibility: 'PRIVATE' })
  const of = async (query: string | null) =>
    (await ask(null, tags, { query })).data.tags.edges.map((edge: { node: { name: string; postCount: number } }) => [
      edge.node.name,
      edge.node.postCount,
    ])
  expect(await of(null)).toEqual([
    ['react', 2],
    ['redux', 1],
    ['relay', 1],
    ['ёлка', 1],
  ])
  expect((await of('RE')).map(([name]: [string]) => name)).toEqual(['react', 'redux', 'relay'])
  expect(await of('ЁЛ')).toEqual([['ёлка', 1]])
  expect(await of('secret')).toEqual([])
  for (const nothing of ['%', '_', 'x\u0000', '\u{10ffff}']) expect(await of(nothing)).toEqual([])
})

test('many who write with the same new tags at once make each tag once, counted right', async () => {
  const { services, ask, person } = await testPosts()
  const ann = await person('ann')
  const names = ['a', 'b', 'c', 'd', 'e']
  const shuffled = (by: number) => names.map((_, index) => names[(index * (by % 2 ? 1 : 4) + by) % 5] ?? '')
  const made = await Promise.all(
    Array.from({ length: 16 }, (_, by) => services.posts.create(ann, { title: 't', body: 'b', tags: shuffled(by) })),
  )
  expect(new Set(made.map((one) => one.__typename))).toEqual(new Set(['CreatePostSuccess']))
  const { data } = await ask(null, tags, { query: null })
  expect(data.tags.edges.map((edge: { node: object }) => edge.node)).toEqual(
    names.map((name) => ({ name, postCount: 16 })),
  )
})
