import { expect, test } from 'vitest'
import { type TestPosts, testPosts } from '../../../tests/test-posts.ts'

type Viewer = Awaited<ReturnType<TestPosts['person']>>

async function world() {
  const posts = await testPosts()
  const told = async (viewer: Viewer): Promise<string[]> => {
    await posts.services.threadNews.tellAll()
    const { data } = await posts.ask(
      viewer,
      `{ _entities(representations: [{ __typename: "Viewer", id: "${viewer.id}" }]) { ... on Viewer {
        notifications(first: 100) { edges { node { kind } } } } } }`,
    )
    return data._entities[0].notifications.edges.map(({ node }: { node: { kind: string } }) => node.kind)
  }
  const html = async (id: string) => (await posts.ask(null, `{ post(id: "${id}") { bodyHtml } }`)).data.post.bodyHtml
  return { ...posts, told, html }
}

test('a name of somebody becomes a link and tells them, whatever its case; code, links, mail and other words stay', async () => {
  const { person, post, html, told } = await world()
  const [ann, bob, under] = [await person('ann'), await person('bob'), await person('snake_case_1')]
  const link = (name: string) =>
    `<a href="/u/${name.toLowerCase()}" rel="nofollow ugc noopener" referrerpolicy="no-referrer">@${name}</a>`
  expect(await html(await post(ann, { body: 'Hi @BOB, and (@snake_case_1)!' }))).toBe(
    `<p>Hi ${link('BOB')}, and (${link('snake_case_1')})!</p>`,
  )
  expect([await told(bob), await told(under)]).toEqual([['MENTION'], ['MENTION']])
  for (const body of [
    '`@bob`',
    '    @bob',
    '[see @bob](https://example.com)',
    'Ж@bob @bobЖ ann@bob.com @bob.com @bob@example.com x/@bob @bob/x @bobby @bob-x',
    '@nobody_here',
  ])
    expect(await html(await post(ann, { body }))).not.toContain('/u/')
  expect(await told(bob)).toEqual(['MENTION'])
})

test('one text tells a person once for ever: edits, repetition, leaving and coming again', async () => {
  const { services, person, post, comment, told } = await world()
  const [ann, bob, cem] = [await person('ann'), await person('bob'), await person('cem')]
  const id = await post(ann, { body: '@bob @bob' })
  for (const body of ['Nobody.', '@bob', '@bob and @cem', '@cem and @bob'])
    await services.posts.update(ann, { id, body })
  expect([await told(bob), await told(cem)]).toEqual([['MENTION'], ['MENTION']])
  const said = await comment(bob, id, { body: 'Yes.' })
  for (const body of ['@cem', 'No.', '@cem @ann']) await services.comments.update(bob, { id: said, body })
  expect(await told(cem)).toEqual(['MENTION', 'MENTION'])
  // Ann was told of this comment as an answer to her post.
  expect(await told(ann)).toEqual(['REPLY'])
})

test('a text tells 20 people at most over its life', async () => {
  const { services, person, post, told } = await world()
  const ann = await person('ann')
  const people = await Promise.all(Array.from({ length: 30 }, (_, index) => person(`person_${index + 10}`)))
  const names = people.map(({ handle }) => `@${handle}`)
  const id = await post(ann, { body: names.slice(0, 15).join(' ') })
  for (let first = 0; first < 30; first += 5)
    await services.posts.update(ann, { id, body: names.slice(first, first + 10).join(' ') })
  const count = (await Promise.all(people.map(told))).filter((kinds) => kinds.length > 0).length
  expect(count).toBe(20)
})

test('a private post tells nobody; when it turns public it tells those who are in it then', async () => {
  const { services, person, post, told } = await world()
  const [ann, bob, cem] = [await person('ann'), await person('bob'), await person('cem')]
  const id = await post(ann, { body: '@bob', visibility: 'PRIVATE' })
  await services.posts.update(ann, { id, body: '@cem' })
  expect([await told(bob), await told(cem)]).toEqual([[], []])
  await services.posts.update(ann, { id, visibility: 'PUBLIC' })
  expect([await told(bob), await told(cem)]).toEqual([[], ['MENTION']])
})

test('a preview shows the same links', async () => {
  const { ask, person, post, html } = await world()
  const [ann] = [await person('ann'), await person('bob')]
  const body = 'Thanks, @bob.'
  const preview = await ask(ann, 'query ($body: String!) { renderMarkdown(body: $body) }', { body })
  expect(preview.data.renderMarkdown).toBe(await html(await post(ann, { body })))
  expect(preview.data.renderMarkdown).toContain('/u/bob')
})

test('seeding links and tells nobody', async () => {
  const { services, person, told, html } = await world()
  const [admin, ann, bob] = [await person('admin', 'ADMIN'), await person('ann'), await person('bob')]
  const id = '01900000-0000-7000-8000-000000000001'
  const at = new Date('2026-02-01T00:00:00Z')
  const seeds = {
    posts: [{ id, authorId: ann.id, title: 'T', body: '@bob', tags: [], visibility: 'PUBLIC' as const, createdAt: at }],
    comments: [
      { id: '01900000-0000-7000-8000-000000000002', postId: id, authorId: bob.id, body: '@ann', createdAt: at },
    ],
    likes: [{ userId: bob.id, postId: id, createdAt: at }],
    follows: [{ followerId: bob.id, userId: ann.id, createdAt: at }],
  }
  expect(await services.seeds.seed(admin, seeds)).toMatchObject({ created: 4 })
  expect(await html(id)).toContain('/u/bob')
  expect([await told(ann), await told(bob)]).toEqual([[], []])
})

test('names are completed: the thread first, then whom one follows, then others, never oneself, at most eight', async () => {
  const { services, ask, person, post, comment } = await world()
  const [me, other, followed, said] = [
    await person('anna_me'),
    await person('anna_a'),
    await person('anna_f'),
    await person('anna_z'),
  ]
  for (let index = 0; index < 10; index += 1) await person(`annex_${index}`)
  const id = await post(other)
  await comment(said, id)
  await services.follows.follow(me, followed.id)
  const suggest = async (viewer: Viewer | null, prefix: string, postId?: string) =>
    ask(viewer, 'query ($prefix: String!, $postId: ID) { suggestUsers(prefix: $prefix, postId: $postId) { id } }', {
      prefix,
      postId,
    })
  const ids = async (prefix: string, postId?: string) => {
    const { data, codes, errors } = await suggest(me, prefix, postId)
    expect([codes, errors]).toEqual([[], []])
    return data.suggestUsers.map((user: { id: string }) => user.id)
  }
  const found = await ids('ANN', id)
  expect(found.slice(0, 3)).toEqual([other.id, said.id, followed.id])
  expect(found).toHaveLength(8)
  expect(found).not.toContain(me.id)
  expect((await ids('anna_')).slice(0, 3)).toEqual([followed.id, other.id, said.id])
  expect(await ids('', id)).toEqual([other.id, said.id, followed.id].concat((await ids('', id)).slice(3)))
  expect(await ids('zzz', id)).toEqual([])
  // A thread that one does not see has nobody in it.
  await services.posts.update(other, { id, visibility: 'PRIVATE' })
  expect((await ids('anna_', id)).slice(0, 3)).toEqual([followed.id, other.id, said.id])
  expect((await suggest(null, 'a')).codes).toEqual(['UNAUTHENTICATED'])
})
