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
    ['елка', 1],
  ])
  expect((await of('RE')).map(([name]: [string]) => name)).toEqual(['react', 'redux', 'relay'])
  expect(await of('ЁЛ')).toEqual([['елка', 1]])
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

test('tags that look alike are one tag, for writing, feeds, lists and pages alike', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const spellings = [
    'ёлка js',
    'Елка JS',
    'ёл\u00adка\u200b js',
    '\u202dелка\u00a0js\u202c',
    'ёлка ｊｓ',
    'е\u0308лка  js ',
  ]
  for (const name of spellings) await post(ann, { tags: [name, spellings[0] ?? ''] })
  const read = `query ($name: String!) { tag(name: $name) { name postCount } feed(tag: $name) { edges { cursor } } tags(query: $name) { edges { node { name } } } }`
  for (const name of spellings) {
    const { data } = await ask(null, read, { name })
    expect(data.tag).toEqual({ name: 'елка js', postCount: spellings.length })
    expect(data.feed.edges).toHaveLength(spellings.length)
    expect(data.tags.edges).toEqual([{ node: { name: 'елка js' } }])
  }
})

test('a tag that could have no page is refused with the reason; signs in others are kept', async () => {
  const { services, ask, person, post } = await testPosts()
  const ann = await person('ann')
  for (const name of ['.', '..', '．', '.\u200b.']) {
    const refused = await services.posts.create(ann, { title: 't', body: 'b', tags: [name] })
    expect(refused).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['tags', '0'], code: 'INVALID' }] })
  }
  for (const name of ['node.js', 'a/b', '100%', 'two words', '...', '.net', 'c#', 'a?b&c']) {
    await post(ann, { tags: [name] })
    expect((await ask(null, 'query ($name: String!) { tag(name: $name) { name } }', { name })).data.tag).toEqual({
      name,
    })
  }
})
