import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ForumNetwork, Person } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

const program = join(import.meta.dirname, '../packages/seed/src/main.ts')

let forum: ForumNetwork
let admin: Person

beforeAll(async () => {
  forum = await startNetwork()
  admin = await forum.person('gardener')
  await forum.stores.sql('auth', "UPDATE accounts SET role = 'ADMIN' WHERE id = $1", [admin.id])
  await admin.login()
})
afterAll(() => forum?.stop())

type Run = { code: number; output: string }

/** `npm run seed` with these words, as this person. */
function seed(words: string[], person: Person): Promise<Run> {
  const environment = { ...process.env, FORUM_ADMIN_LOGIN: person.handle, FORUM_ADMIN_PASSWORD: person.password }
  const { promise, resolve } = Promise.withResolvers<Run>()
  execFile(
    process.execPath,
    [program, '--url', `${forum.url}/graphql`, ...words],
    { env: environment, timeout: 110_000 },
    (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
  )
  return promise
}

const totals =
  '{ platformStats { users posts comments likes reposts views } feed(kind: LATEST, first: 1) { edges { node { id } } } }'

test('what was seeded adds up, a second run adds nothing, people change what can be demanded, and what is off is said', {
  timeout: 600_000,
}, async () => {
  showLogsOnFailure(forum)
  expect(await seed(['--profile', 'smoke', '--verify'], admin)).toMatchObject({
    code: 1,
    output: expect.stringContaining('Seed it first'),
  })

  expect(await seed(['--profile', 'smoke'], admin)).toMatchObject({
    code: 0,
    output: expect.stringContaining(' 0 already there'),
  })
  const first = await seed(['--profile', 'smoke', '--verify'], admin)
  expect(first).toMatchObject({
    code: 0,
    output: expect.stringMatching(/compared every number \(\d{3,} comparisons, 0 differ\)/),
  })

  const before = await forum.anonymous.query(totals)
  expect(await seed(['--profile', 'smoke'], admin)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^0 created, /m),
  })
  await forum.processAll()
  expect(await forum.anonymous.query(totals)).toEqual(before)

  await admin.post({ title: 'Not a seed' })
  await forum.processAll()
  const second = await seed(['--profile', 'smoke', '--verify'], admin)
  expect(second).toMatchObject({
    code: 0,
    output: expect.stringMatching(/each seeded thing is there \(\d{3,} comparisons, 0 differ\)/),
  })

  const { feed } = await forum.anonymous.query<{ feed: { edges: { node: { id: string; title: string } }[] } }>(
    '{ feed(kind: LATEST, first: 2) { edges { node { id title } } } }',
  )
  const seeded = feed.edges.find(({ node }) => node.title !== 'Not a seed')
  if (!seeded) throw new Error('the feed has nothing seeded')
  await admin.client.mutate(
    `mutation Remove($input: RemoveContentInput!) { removeContent(input: $input) { __typename ... on Problem { message code } } }`,
    { input: { postId: seeded.node.id, reason: 'Not of this world.' } },
  )
  await forum.processAll()
  expect(await seed(['--profile', 'smoke', '--verify'], admin)).toMatchObject({
    code: 1,
    output: expect.stringContaining(seeded.node.id),
  })
})

test('nobody but an admin seeds', async () => {
  showLogsOnFailure(forum)
  const ann = await forum.person('ann')
  expect(await seed(['--profile', 'smoke', '--seed', '2'], ann)).toMatchObject({
    code: 1,
    output: expect.stringContaining('FORBIDDEN'),
  })
  expect(await seed(['--profile', 'huge'], admin)).toMatchObject({
    code: 1,
    output: expect.stringContaining('smoke|demo'),
  })
})
