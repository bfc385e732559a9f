import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { from, newAddress } from './src/addresses.ts'
import { type ForumNetwork, GraphQLClient, type Person } from './src/index.ts'
import { TopicReader } from './src/read-topics.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'
import { until } from './src/until.ts'

// Somebody leaves: what they and others see meanwhile, and that afterwards no store knows them but in what others wrote.

let forum: ForumNetwork

beforeAll(async () => {
  forum = await startNetwork()
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

const problem = '__typename ... on Problem { message code }'

const deleteAccount = (person: Person, texts: 'KEEP_WITHOUT_NAME' | 'EMPTY') =>
  person.client.mutate<{ deletionAt: string }>(
    `mutation Delete($input: DeleteAccountInput!) { deleteAccount(input: $input) { ... on DeleteAccountSuccess { deletionAt } ${problem} } }`,
    { input: { currentPassword: person.password, texts } },
  )

/** As if the seven days were over, and everything that follows had happened. */
async function sevenDaysLater({ id }: Person): Promise<void> {
  await forum.stores.sql('auth', `UPDATE accounts SET deletion_at = now() - interval '1 second' WHERE id = $1`, [id])
  await forum.processAll()
  // Posts hears of it, then does it, and then tells of it.
  await forum.processAll()
  await forum.processAll()
}

const exportOf = async (client: GraphQLClient) => {
  const { export: made } = await client.mutate<{ export: { id: string } }>(
    `mutation { requestExport(input: { dataset: MY_DATA, format: NDJSON }) { ... on RequestExportSuccess { export { id } } ${problem} } }`,
  )
  let url = ''
  await until(async () => {
    const { export: now } = await client.query<{ export: { status: string; url: string } }>(
      `query($id: ID!) { export(id: $id) { status url } }`,
      { id: made.id },
    )
    url = now.url
    return now.status === 'READY' || now.status
  }, 60_000)
  return url
}

/** Every table, topic and file in which a text stands, as sentences. */
async function placesOf(needle: string): Promise<string[]> {
  const places: string[] = []
  for (const name of ['auth', 'posts', 'stats'] as const) {
    const tables = await forum.stores.sql<{ table: string }>(
      name,
      `SELECT table_name AS table FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    for (const { table } of tables) {
      const rows = await forum.stores.sql<{ text: string }>(
        name,
        `SELECT t::text AS text FROM "${table}" t WHERE t::text ILIKE '%' || $1 || '%'`,
        [needle],
      )
      places.push(...rows.map(() => `${name}.${table}`))
    }
  }
  const tables = await forum.stores.clickhouse<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = {database:String} AND engine LIKE '%MergeTree'`,
    { database: forum.stores.clickhouseDatabase },
  )
  for (const { name } of tables) {
    await forum.stores.clickhouseCommand(`OPTIMIZE TABLE ${name} FINAL`)
    const rows = await forum.stores.clickhouse<object>(`SELECT * FROM ${name}`)
    places.push(...rows.filter((row) => has(JSON.stringify(row), needle)).map(() => `clickhouse.${name}`))
  }
  const reader = new TopicReader(forum.stores.servers.kafka, forum.stores.topicPrefix)
  const messages = await reader.all()
  places.push(
    ...messages.filter(({ text }) => has(text, needle)).map(({ topic }) => topic.replace(/^network-\w+-/, '')),
  )
  for (const file of await readdir(forum.directory, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const path = join(file.parentPath, file.name)
    if (has(path, needle) || has(await readFile(path, 'latin1'), needle))
      places.push(path.slice(forum.directory.length))
  }
  return places
}

const has = (text: string, needle: string): boolean => text.toLowerCase().includes(needle)

test('after seven days nobody finds the person in any store but in what others wrote', async () => {
  const needle = 'zqneedle'
  const [ann, bob] = [await forum.person(needle), await forum.person('bob_stays')]
  await ann.client.mutate(
    `mutation { updateProfile(input: { displayName: "Zqneedle of Somewhere", bio: "a zqneedle in the hay" }) { ${problem} } }`,
  )
  await new GraphQLClient(forum.url, () => ({ ...from(newAddress()), 'user-agent': 'zqneedle-reader/9' })).mutate(
    `mutation Login($input: LoginInput!) { login(input: $input) { ${problem} } }`,
    { input: { login: needle, password: ann.password } },
  )
  const [open, secret] = [
    await ann.post({ title: 'Zqneedle writes', body: 'By zqneedle.' }),
    await ann.post({ title: 'Zqneedle hides', body: 'By zqneedle.', visibility: 'PRIVATE' }),
  ]
  await bob.comment(open, `What @${needle} says is true.`)
  const bobs = await bob.post({ title: 'Of Bob', body: 'Words.' })
  await ann.comment(bobs, 'Zqneedle was here.')
  await ann.like(bobs)
  await ann.follow(bob)
  await bob.follow(ann)
  await ann.view(bobs)
  await exportOf(ann.client)
  await forum.processAll()
  expect(await placesOf(needle)).toEqual(
    expect.arrayContaining(['auth.accounts', 'posts.people', 'clickhouse.profiles', 'forum.profiles.v1']),
  )

  await deleteAccount(ann, 'EMPTY')
  await sevenDaysLater(ann)
  const reader = new TopicReader(forum.stores.servers.kafka, forum.stores.topicPrefix)
  await reader.compactSoon('forum.profiles.v1')
  let places: string[] = []
  await until(async () => {
    // A segment is closed, and so compacted, when something comes after it.
    for (let index = 0; index < 8; index += 1) await forum.person(`later_${Math.random().toString(36).slice(2, 10)}`)
    await forum.processAll()
    places = await placesOf(needle)
    return !places.includes('forum.profiles.v1') || 'still in the topic'
  }, 180_000)
  expect(places).toEqual(['posts.comments'])
  const [said] = await forum.stores.sql<{ author_id: string; body: string }>(
    'posts',
    `SELECT author_id, body FROM comments WHERE body ILIKE '%zqneedle%'`,
  )
  expect(said).toEqual({ author_id: bob.id, body: `What @${needle} says is true.` })
  const { post, comment, gone } = await bob.client.query<Record<string, { title: string; likeCount: number } | null>>(
    `query($open: ID!, $bobs: ID!, $secret: ID!) {
      post(id: $open) { title author { handle } comments { edges { node { body } } } }
      comment: post(id: $bobs) { title likeCount commentCount }
      gone: post(id: $secret) { title }
    }`,
    { open: open.id, bobs: bobs.id, secret: secret.id },
  )
  expect(post).toMatchObject({ title: '', author: null, comments: { edges: [{ node: { body: expect.any(String) } }] } })
  expect(comment).toMatchObject({ title: 'Of Bob', likeCount: 0, commentCount: 0 })
  expect(gone).toBeNull()
})

test('meanwhile nobody sees them, signing in shows the day, and only keeping the account keeps it', async () => {
  const [ann, bob] = [await forum.person('ann_returns'), await forum.person('bob_reads')]
  const written = await ann.post({ title: 'Stays for now', body: 'Words.' })
  await forum.processAll()
  const { deletionAt } = await deleteAccount(ann, 'KEEP_WITHOUT_NAME')
  expect(Date.parse(deletionAt) - Date.now()).toBeGreaterThan(6.9 * 24 * 3_600_000)
  await forum.processAll()
  const seen = async (client: GraphQLClient) => {
    const answer = await client.query<{ user: unknown; post: { author: unknown }; searchUsers: { edges: unknown[] } }>(
      `query($id: ID!) { user(handle: "ann_returns") { id } post(id: $id) { author { handle } } searchUsers(query: "ann_returns") { edges { node { id } } } }`,
      { id: written.id },
    )
    return [answer.user !== null, answer.post.author !== null, answer.searchUsers.edges.length > 0]
  }
  await until(async () => (await seen(bob.client)).every((each) => !each) || 'still seen', 10_000)

  await ann.login()
  const { viewer } = await ann.client.query<{ viewer: { deletionAt: string; user: { handle: string } } }>(
    '{ viewer { deletionAt user { handle } } }',
  )
  expect(viewer).toEqual({ deletionAt, user: { handle: 'ann_returns' } })
  const { errors } = await ann.client.run(`mutation { createPost(input: { title: "No", body: "No." }) { ${problem} } }`)
  expect(errors[0]?.extensions?.code).toBe('INSUFFICIENT_SCOPE')
  expect((await ann.client.run('{ feed { edges { node { id } } } }')).errors).toEqual([])

  await ann.client.mutate(`mutation { keepAccount { ... on KeepAccountSuccess { viewer { deletionAt } } ${problem} } }`)
  await until(async () => {
    const again = await ann.client.run(`mutation { createPost(input: { title: "Yes", body: "Yes." }) { ${problem} } }`)
    return again.errors.length === 0 || 'the token may little yet'
  }, 10_000)
  await forum.processAll()
  await until(async () => (await seen(bob.client)).every(Boolean) || 'not seen yet', 10_000)
  expect(await seen(forum.anonymous)).toEqual([true, true, true])
})

test('who is suspended has their data, by the token that signing in gives, and may leave', async () => {
  const ann = await forum.person('ann_suspended')
  await forum.stores.sql('auth', `UPDATE accounts SET role = 'ADMIN' WHERE handle = 'bob_reads'`)
  const chief = await forum.person('chief_of_all')
  await forum.stores.sql('auth', `UPDATE accounts SET role = 'ADMIN' WHERE id = $1`, [chief.id])
  await chief.login()
  await chief.client.mutate(
    `mutation($id: ID!) { suspendUser(input: { userId: $id, reason: "Rude" }) { ${problem} } }`,
    { id: ann.id },
  )
  const { login } = await forum.anonymous.query<{ login: { token: string } }>(
    `mutation Login($input: LoginInput!) { login(input: $input) { ... on AccountSuspended { token } ${problem} } }`,
    { input: { login: ann.handle, password: ann.password } },
  )
  const byToken = new GraphQLClient(forum.url, () => ({
    ...from(newAddress()),
    authorization: `Bearer ${login.token}`,
  }))
  expect(await exportOf(byToken)).toMatch(/\/exports\/.+\.zip/)
  const others = await byToken.run(
    `mutation { requestExport(input: { dataset: USERS, format: NDJSON }) { ${problem} } }`,
  )
  expect(others.data).toMatchObject({ requestExport: { code: 'NOT_ALLOWED' } })
  const left = await byToken.mutate<{ deletionAt: string }>(
    `mutation Delete($input: DeleteAccountInput!) { deleteAccount(input: $input) { ... on DeleteAccountSuccess { deletionAt } ${problem} } }`,
    { input: { currentPassword: ann.password, texts: 'EMPTY' } },
  )
  expect(left.deletionAt).toEqual(expect.any(String))
  await sevenDaysLater(ann)
  const again = await forum.anonymous.query<{ register: { fields: { code: string }[] } }>(
    `mutation Register($input: RegisterInput!) { register(input: $input) { ... on InvalidInput { fields { code } } ${problem} } }`,
    { input: { handle: 'ann_again', email: ann.email, password: 'opens the door 77', displayName: 'Ann' } },
  )
  expect(again.register.fields).toEqual([{ code: 'EMAIL_NOT_ACCEPTED' }])
})
