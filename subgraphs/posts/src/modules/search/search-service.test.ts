import { uuidv7Ids } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const search = `query ($query: String!, $first: Int, $after: String) { searchPosts(query: $query, first: $first, after: $after) {
  edges { cursor node { id title } titleHtml excerptHtml } pageInfo { hasNextPage endCursor } } }`
const people = `query ($query: String!) { searchUsers(query: $query) { edges { node { id } } } }`

test('words are found by their stems, in Russian and English, and quotes and minus work', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const cats = await post(ann, { title: 'О кошках', body: 'Кошки бегали по крыше и пели песни.' })
  const dogs = await post(ann, { title: 'Running dogs', body: 'The dogs were barking at the running cats.' })
  const found = async (query: string) =>
    (await ask(null, search, { query })).data.searchPosts.edges.map((edge: { node: { id: string } }) => edge.node.id)
  expect(await found('кошка')).toEqual([cats])
  expect(await found('бегать крыши')).toEqual([cats])
  expect(await found('dog bark')).toEqual([dogs])
  expect(await found('"running cats"')).toEqual([dogs])
  expect(await found('"cats running"')).toEqual([])
  expect(await found('run -dogs')).toEqual([])
  expect((await found('кошка or dog')).sort()).toEqual([cats, dogs].sort())
  for (const nothing of [
    '',
    '   ',
    'и',
    '!!!',
    "'",
    '"',
    '\\',
    ':*',
    '& | !',
    '\u0000',
    '<->',
    '-'.repeat(100),
    '- '.repeat(100),
    '-! '.repeat(60),
    '-"'.repeat(90),
  ])
    expect([nothing, await found(nothing)]).toEqual([nothing, []])
})

test('headlines mark matches and show markup as text', async () => {
  const { ask, person, post } = await testPosts()
  await post(await person('ann'), {
    title: 'Cats <b>&</b> \uE000"dogs"',
    body: 'Write `<script>` about cats, then `</mark>`.',
  })
  const { data } = await ask(null, search, { query: 'cat' })
  expect(data.searchPosts.edges[0].titleHtml).toBe('<mark>Cats</mark> &lt;b&gt;&amp;&lt;/b&gt; \uE000&quot;dogs&quot;')
  expect(data.searchPosts.edges[0].excerptHtml).toContain('<mark>cats</mark>')
  expect(data.searchPosts.edges[0].excerptHtml).toContain('&lt;script&gt;')
  expect(data.searchPosts.edges[0].excerptHtml.match(/<\/?mark>/g)).toEqual(['<mark>', '</mark>'])
})

test('the excerpt of a long text is where it matches', async () => {
  const { ask, person, post } = await testPosts()
  await post(await person('ann'), { title: 'Long', body: `${'other words. '.repeat(2_000)}A lighthouse, at last.` })
  const { data } = await ask(null, search, { query: 'lighthouse' })
  expect(data.searchPosts.edges[0].excerptHtml).toContain('<mark>lighthouse</mark>')
})

// Of each one the headline took half a second, so that nobody could look for the word any more.
test('posts that are full of a word do not keep others from looking for it', async () => {
  const { ask, person, post, database } = await testPosts()
  const id = await post(await person('ann'), { title: 'Full', body: 'apple '.repeat(8_300) })
  // A few at a time: each statement has its time.
  for (let batch = 0; batch < 12; batch += 1)
    await database.sql.$executeRaw`
    INSERT INTO posts (id, author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at)
    SELECT uuidv7(), author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at
    FROM posts, generate_series(1, 5) WHERE id = ${id}::uuid`
  await database.sql.$executeRaw`
    INSERT INTO post_counters (post_id, listed, last_activity_at) SELECT id, true, created_at FROM posts WHERE id <> ${id}::uuid`
  const { data, codes } = await ask(null, search, { query: 'apples', first: 100 })
  expect(codes).toEqual([])
  expect(data.searchPosts.edges).toHaveLength(61)
})

test('a match in the title ranks above one in the text', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  const inTitle = await post(ann, { title: 'Lighthouse', body: 'Some other words.' })
  const inText = await post(ann, { title: 'Other', body: 'A lighthouse is here.' })
  const { data } = await ask(null, search, { query: 'lighthouse' })
  expect(data.searchPosts.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual([inTitle, inText])
})

test('people are found by handle and name, misspelt too, in both alphabets', async () => {
  const { ask, services } = await testPosts()
  const known = async (handle: string, displayName: string) => {
    const userId = uuidv7Ids.next()
    await services.people.keep([{ userId, handle, displayName, avatarUrl: null, version: 1 }])
    return userId
  }
  const anna = await known('anna_petrova', 'Анна Петрова')
  const alex = await known('alexandr', 'Alexander Pushkin')
  await known('zzz', 'Someone Else')
  const found = async (query: string) =>
    (await ask(null, people, { query })).data.searchUsers.edges.map((edge: { node: { id: string } }) => edge.node.id)
  expect((await found('anna'))[0]).toBe(anna)
  expect((await found('Анна Питрова'))[0]).toBe(anna)
  expect((await found('aleksandr'))[0]).toBe(alex)
  expect((await found('Pushkn'))[0]).toBe(alex)
  expect(await found('qwertyuiop')).toEqual([])
  for (const nothing of ['', ' ', '\u0000', '%']) expect(await found(nothing)).toEqual([])
})

test('the projection keeps the newest of a person and forgets who was erased', async () => {
  const { services, ask } = await testPosts()
  const userId = uuidv7Ids.next()
  const profile = (handle: string, version: number) => ({
    userId,
    handle,
    displayName: handle,
    avatarUrl: null,
    version,
  })
  await services.people.keep([profile('second', 2)])
  await services.people.keep([profile('first', 1)])
  expect((await ask(null, people, { query: 'second' })).data.searchUsers.edges).toHaveLength(1)
  expect((await ask(null, people, { query: 'first' })).data.searchUsers.edges).toHaveLength(0)
})

test('pages of a search hold each match once, in the order of one page', async () => {
  const { ask, person, post } = await testPosts()
  const ann = await person('ann')
  for (let index = 0; index < 13; index += 1)
    await post(ann, { title: `Apple ${index}`, body: 'apple '.repeat((index % 4) + 1) })
  const ids = (edges: { node: { id: string } }[]) => edges.map((edge) => edge.node.id)
  const whole = ids((await ask(null, search, { query: 'apples', first: 50 })).data.searchPosts.edges)
  const walked: string[] = []
  let after: string | null = null
  do {
    const { data } = await ask(null, search, { query: 'apples', first: 4, after })
    walked.push(...ids(data.searchPosts.edges))
    await post(ann, { title: 'apple apple apple', body: 'apple' })
    after = data.searchPosts.pageInfo.hasNextPage ? data.searchPosts.pageInfo.endCursor : null
  } while (after)
  expect(walked).toEqual(whole)
})

test('a query or a cursor that cannot be one is the fault of who asks', async () => {
  const { ask } = await testPosts()
  expect((await ask(null, search, { query: 'x'.repeat(201) })).codes).toEqual(['BAD_USER_INPUT'])
  expect((await ask(null, search, { query: 'x', after: 'rubbish' })).codes).toEqual(['BAD_USER_INPUT'])
  expect((await ask(null, search, { query: 'x', first: 101 })).codes).toEqual(['BAD_USER_INPUT'])
})
