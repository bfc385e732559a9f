import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

async function reader() {
  const world = await testPosts()
  const [ann, bob] = [await world.person('ann'), await world.person('bob')]
  const titles = async (kind = 'LATEST', args = '') => {
    const { data } = await world.ask(ann, `{ feed(kind: ${kind}${args}) { edges { node { title } } } }`)
    return data.feed.edges.map((edge: { node: { title: string } }) => edge.node.title).toSorted()
  }
  const mute = (word: string, until?: Date) => world.services.mutedWords.mute(ann, { word, until })
  return { ...world, ann, bob, titles, mute }
}

test('a muted word hides posts by its stem, in title, text and tags, of feeds alone', async () => {
  const { ask, services, ann, bob, post, titles, mute } = await reader()
  await services.follows.follow(ann, bob.id)
  await post(bob, { title: 'Running' })
  await post(bob, { title: 'B', body: 'He runs away.' })
  await post(bob, { title: 'C', tags: ['run'] })
  const kept = await post(bob, { title: 'Walking', tags: ['t'] })
  await post(ann, { title: 'I run' })
  expect(await mute('RUN')).toMatchObject({ words: [{ word: 'run', until: null }] })
  expect(await titles()).toEqual(['I run', 'Walking'])
  expect(await titles('ACTIVE')).toEqual(['I run', 'Walking'])
  expect(await titles('FOLLOWING')).toEqual(['Walking'])
  expect(await titles('LATEST', ', tag: "t"')).toEqual(['Walking'])
  expect(await titles('LATEST', ', tag: "run"')).toEqual([])
  const since = '2026-01-01T00:00:00Z'
  for (const [kind, newPosts] of Object.entries({ LATEST: 2, ACTIVE: 2, FOLLOWING: 1 }))
    expect((await ask(ann, `{ feedActivity(kind: ${kind}, since: "${since}") { newPosts } }`)).data).toEqual({
      feedActivity: { newPosts },
    })
  const { data } = await ask(ann, '{ searchPosts(query: "run") { edges { node { id } } } }')
  expect(data.searchPosts.edges).toHaveLength(4)
  expect((await ask(bob, '{ feed { edges { node { id } } } }')).data.feed.edges).toHaveLength(5)
  expect((await ask(ann, `{ post(id: "${kept}") { id } }`)).data.post).toEqual({ id: kept })
})

test('of several words all are meant, wherever they stand; a phrase in quotes is meant exactly', async () => {
  const { bob, post, titles, mute } = await reader()
  await post(bob, { title: 'Shoes for running' })
  await post(bob, { title: 'A running shoe' })
  await post(bob, { title: 'RUNNING, shoes' })
  await post(bob, { title: 'running', body: 'shoes' })
  await post(bob, { title: 'B', tags: ['running shoes'] })
  await post(bob, { title: 'Just running' })
  await mute('“Running shoes”')
  expect(await titles()).toEqual(['A running shoe', 'Just running', 'Shoes for running', 'running'])
  await mute('shoes running')
  expect(await titles()).toEqual(['Just running'])
})

test('Russian by its stems, ё as е, and languages without spaces', async () => {
  const { bob, post, titles, mute } = await reader()
  await post(bob, { title: 'Новые выборы' })
  await post(bob, { title: 'О ёлках' })
  await post(bob, { title: '東京の天気' })
  await post(bob, { title: 'Хлеб' })
  for (const word of ['выбор', 'елка', '天気']) await mute(word)
  expect(await titles()).toEqual(['Хлеб'])
})

test('a word is muted until its end, which may be moved, and is unmuted however it is written', async () => {
  const { services, clock, ann, bob, post, titles, mute } = await reader()
  await post(bob, { title: 'Cats' })
  const inAnHour = new Date(clock.now().getTime() + 3_600_000)
  await mute('cats', inAnHour)
  expect(await titles()).toEqual([])
  clock.pass(3_600_000)
  expect(await titles()).toEqual(['Cats'])
  expect(await services.mutedWords.of(ann.id)).toEqual([])
  expect(await mute('cats', inAnHour)).toMatchObject({ fields: [{ path: ['until'], code: 'TOO_EARLY' }] })
  await mute('cats')
  expect(await titles()).toEqual([])
  expect(await services.mutedWords.unmute(ann, ' #CATS ')).toMatchObject({ words: [] })
  expect(await titles()).toEqual(['Cats'])
})

test.each([
  ['', 'REQUIRED'],
  ['  ', 'REQUIRED'],
  ['""', 'REQUIRED'],
  ['#', 'REQUIRED'],
  ['the', 'TOO_COMMON'],
  ['"и"', 'TOO_COMMON'],
  ['!!!', 'TOO_COMMON'],
  ['x'.repeat(101), 'TOO_LONG'],
  ['x'.repeat(1_000_000), 'TOO_LONG'],
  ['a\u0000b', 'INVALID_CHARACTERS'],
])('%j is refused as %s', async (word, code) => {
  const { mute } = await reader()
  expect(await mute(word)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['word'], code }] })
})

test('at most 200 words, also at once; the refusal says the way out', async () => {
  const { services, ann, mute } = await reader()
  for (let at = 0; at < 195; at += 1) await mute(`word${at}`)
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, at) => mute(`more${at}`)))
  expect(outcomes.filter((outcome) => outcome.__typename === 'MuteWordSuccess')).toHaveLength(5)
  expect(outcomes.find((outcome) => outcome.__typename === 'NotAllowed')).toMatchObject({ code: 'MUTED_WORD_LIMIT' })
  expect(await services.mutedWords.of(ann.id)).toHaveLength(200)
  expect(await mute('word7')).toMatchObject({ __typename: 'MuteWordSuccess' })
  await services.mutedWords.unmute(ann, 'nonsense \u0000')
})

test('a reader who mutes nearly everything reaches what is left, in pages that may be empty', async () => {
  const { database, ask, ann, bob, post, mute } = await reader()
  const last = await post(bob, { title: 'Something else' })
  const model = await post(bob, { title: 'noise' })
  await database.sql.$executeRaw`
    WITH made AS (
      INSERT INTO posts (id, author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at)
      SELECT gen_random_uuid(), author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at + n * interval '1 ms', updated_at
      FROM posts, generate_series(1, 4500) n WHERE id = ${model}::uuid RETURNING id, created_at
    ) INSERT INTO post_counters (post_id, listed, last_activity_at) SELECT id, true, created_at FROM made`
  await mute('noise')
  const pages: string[][] = []
  for (let after: string | null = null, more = true; more; ) {
    const { data, codes } = await ask(
      ann,
      'query ($after: String) { feed(first: 20, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
      { after },
    )
    expect(codes).toEqual([])
    pages.push(data.feed.edges.map((edge: { node: { id: string } }) => edge.node.id))
    after = data.feed.pageInfo.endCursor
    more = data.feed.pageInfo.hasNextPage
  }
  expect(pages).toEqual([[], [], [last]])
})
