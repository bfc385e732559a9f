import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { changeOfEvents, changeOfMutation } from './changes.ts'

const post = '01900000-0000-7000-8000-000000000101'
const person = '01900000-0000-7000-8000-000000000001'
const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../docs/schema.graphql'), 'utf8'))

test.each([
  [['likePost'], [`{"id":"${post.toUpperCase()}"}`, `{"post":"${person}"}`], [post, person]],
  [['likePost', 'recordPostViews'], [`{"id":"${post}"}`], [post]],
  [['recordPostViews'], [`{"id":"${post}"}`], null],
  [['refreshSession'], [], null],
  [['likePost', 'createPost'], [`{"id":"${post}"}`], 'anything'],
  [['somethingNew'], [], 'anything'],
])('%j drops %j', (fields, texts, change) => {
  expect(changeOfMutation(fields, texts)).toEqual(change)
})

test('what is called harmless or counting is a mutation of the schema', () => {
  const all = Object.keys(schema.getMutationType()?.getFields() ?? {})
  const quiet = all.filter((name) => changeOfMutation([name], []) !== 'anything')
  expect(quiet).toEqual(expect.arrayContaining(['likePost', 'recordPostViews', 'followUser', 'logout']))
  for (const name of ['createPost', 'updatePost', 'deletePost', 'addComment', 'updateProfile'])
    expect(quiet).not.toContain(name)
  expect(quiet).toHaveLength(29)
})

test('events of counts drop what they name, all others everything', () => {
  const event = (type: string, data: object) => ({ type, data }) as Parameters<typeof changeOfEvents>[0][number]
  expect(changeOfEvents([])).toBeNull()
  expect(changeOfEvents([event('post_liked', { postId: post, userId: person })])).toEqual([post, person])
  expect(changeOfEvents([event('post_liked', { postId: post }), event('post_updated', { postId: post })])).toBe(
    'anything',
  )
})
