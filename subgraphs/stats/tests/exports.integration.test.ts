import { createHash } from 'node:crypto'
import { profileUpdated } from '@forum/events'
import { beforeAll, expect, test } from 'vitest'
import { type RunningStats, runStats } from './running-stats.ts'
import { ForumStory, idOf } from './story/forum-story.ts'
import { zipOf } from './zip-of.ts'

let stats: RunningStats

beforeAll(async () => {
  stats = await runStats()
  const story = new ForumStory('2026-03-01T10:00:00.000Z').register('ann').register('bob').login('bob')
  story.post('ann', 'public').post('ann', 'hidden').post('bob', 'gone')
  story.like('bob', 'public').like('bob', 'hidden').comment('bob', 'said', 'public').like('ann', 'said')
  story
    .comment('bob', 'whispered', 'hidden')
    .view('bob', 'public')
    .view('bob', 'public', 'SEARCH')
    .view('bob', 'hidden')
    .repost('bob', 'hidden')
  story.comment('bob', 'withdrawn', 'public').like('ann', 'withdrawn').deleteComment('withdrawn')
  story
    .at('2026-03-04T23:59:59.999Z')
    .follow('bob', 'ann')
    .like('cem', 'public')
    .view('a visitor', 'public', 'LINK', false)
  story.edit('hidden', 'PRIVATE').deletePost('gone').register('left').deleteAccount('left')
  const profile = {
    userId: idOf('ann'),
    handle: 'ann',
    displayName: 'Ann "the first",\nof her name',
    avatarUrl: null,
    version: 1,
  }
  await stats.tell([...story.events, profileUpdated(profile, { time: new Date('2026-03-01T10:00:00.000Z') })])
})

type Export = {
  id: string
  status: string
  progress: number | null
  rows: number
  bytes: number
  sha256: string
  url: string
  asOf: string
  expiresAt: string
}

type Requested = { requestExport: { export: Export } }

const fields = 'id status progress rows bytes sha256 url asOf expiresAt'
const request = `mutation($input: RequestExportInput!) { requestExport(input: $input) {
  __typename ... on RequestExportSuccess { export { ${fields} } } ... on Problem { code message } ... on InvalidInput { fields { path code } } } }`

const byId = `query($id: ID!) { export(id: $id) { ${fields} } }`

/** Asks for an export and follows it until it is over. */
async function exported(input: object, viewer = 'admin'): Promise<Export> {
  const { data } = await stats.ask<Requested>(request, { input }, viewer)
  let { export: current } = data.requestExport
  while (current.status === 'QUEUED' || current.status === 'RUNNING') {
    const answer = await stats.ask<{ export: Export }>(byId, { id: current.id }, viewer)
    current = answer.data.export
  }
  expect(current).toMatchObject({ status: 'READY', progress: 1 })
  return current
}

const pathOf = ({ url }: Export) => url.replace('http://forum.test:4000', '')

async function fileOf(made: Export): Promise<Buffer> {
  const answer = await stats.get(pathOf(made))
  expect(answer.status).toBe(200)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.length).toBe(made.bytes)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.sha256)
  expect(answer.headers.get('etag')).toBe(`"${made.sha256}"`)
  return bytes
}

async function rowsOf(dataset: string, range: object = {}): Promise<Record<string, unknown>[]> {
  const made = await exported({ dataset, format: 'NDJSON', ...range })
  const lines = (await fileOf(made)).toString().split('\n').slice(0, -1)
  expect(lines).toHaveLength(made.rows)
  return lines.map((line) => JSON.parse(line))
}

test('posts: public ones with their numbers', async () => {
  expect(await rowsOf('POSTS')).toEqual([
    {
      post_id: idOf('public'),
      author_id: idOf('ann'),
      tags: ['story'],
      created_at: '2026-03-01T10:00:00.000Z',
      updated_at: '2026-03-01T10:00:00.000Z',
      ...{ views: 2, unique_viewers: 2, likes: 2, comments: 1, reposts: 0 },
    },
  ])
})

test('comments, likes and follows: what hangs on a private post or a deleted comment is in none', async () => {
  const comments = await rowsOf('COMMENTS')
  expect(comments).toMatchObject([{ comment_id: idOf('said'), post_id: idOf('public'), parent_id: null, likes: 1 }])
  const likes = await rowsOf('LIKES')
  expect(new Map(likes.map(({ user_id, comment_id }) => [user_id, comment_id]))).toEqual(
    new Map([
      [idOf('bob'), null],
      [idOf('cem'), null],
      [idOf('ann'), idOf('said')],
    ]),
  )
  expect(await rowsOf('FOLLOWS')).toEqual([
    { follower_id: idOf('bob'), followed_id: idOf('ann'), followed_at: '2026-03-04T23:59:59.999Z' },
  ])
})

test('the days are inclusive', async () => {
  expect(await rowsOf('FOLLOWS', { from: '2026-03-04', to: '2026-03-04' })).toHaveLength(1)
  expect(await rowsOf('FOLLOWS', { from: '2026-03-05' })).toHaveLength(0)
  expect(await rowsOf('LIKES', { to: '2026-03-03' })).toHaveLength(2)
})

test('users: with their names and public numbers', async () => {
  const users = await rowsOf('USERS')
  expect(users.find(({ user_id }) => user_id === idOf('ann'))).toMatchObject({
    handle: 'ann',
    display_name: 'Ann "the first",\nof her name',
    ...{ posts: 1, likes_given: 1, likes_received: 2, views_received: 2, followers: 1 },
  })
  expect(users).toHaveLength(2)
})

test('activity: a row a day, those without anything too', async () => {
  const days = await rowsOf('ACTIVITY')
  expect(days.map(({ date }) => date)).toEqual(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'])
  expect(days[0]).toMatchObject({ registrations: 2, posts: 1, comments: 1, likes: 2, views: 2, active_users: 2 })
  expect(days[1]).toMatchObject({ posts: 0, likes: 0, active_users: 0 })
})

test('post days: public posts only', async () => {
  expect((await rowsOf('POST_DAYS')).toSorted((a, b) => String(a.date).localeCompare(String(b.date)))).toEqual([
    { post_id: idOf('public'), date: '2026-03-01', views: 1, likes: 1, comments: 1, reposts: 0 },
    { post_id: idOf('public'), date: '2026-03-04', views: 1, likes: 1, comments: 0, reposts: 0 },
  ])
})

test('events: nobody can tell who viewed what, and nothing private is among them', async () => {
  const made = await exported({ dataset: 'EVENTS', format: 'NDJSON' })
  const text = (await fileOf(made)).toString()
  for (const secret of ['hidden', 'gone', 'whispered']) expect(text).not.toContain(idOf(secret))
  const events = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const views = events.filter(({ type }) => type === 'post_viewed')
  expect(views).toHaveLength(2)
  for (const view of views) expect(view).toMatchObject({ id: null, actor_id: null, post_id: idOf('public') })
  // Of two sources in a half-hour the first in ViewSource counts, whichever came last.
  expect(new Set(views.map(({ view_source }) => view_source))).toEqual(new Set(['FEED', 'LINK']))
  expect(text).not.toContain('a visitor')
  expect(events.filter(({ type }) => type === 'post_liked').map(({ actor_id }) => actor_id)).toContain(idOf('bob'))
})

test.each(['POSTS', 'USERS', 'EVENTS', 'ACTIVITY'])(
  '%s: CSV and Parquet have the rows that NDJSON has',
  async (dataset) => {
    const { rows } = await exported({ dataset, format: 'NDJSON' })
    const csv = await exported({ dataset, format: 'CSV' })
    const parquet = await exported({ dataset, format: 'PARQUET' })
    expect([csv.rows, parquet.rows]).toEqual([rows, rows])
    expect((await fileOf(csv)).toString()).toMatch(/^"\w+"(,"\w+")*\n/)
    expect((await fileOf(parquet)).toString('latin1')).toMatch(/^PAR1[^]*PAR1$/)
  },
)

test('an export of nothing is a file without rows', async () => {
  for (const format of ['CSV', 'NDJSON', 'PARQUET'])
    expect(await exported({ dataset: 'LIKES', format, from: '2031-01-01' })).toMatchObject({ rows: 0 })
})

test('a download goes on where it broke off', async () => {
  const made = await exported({ dataset: 'USERS', format: 'CSV' })
  const whole = await fileOf(made)
  const etag = `"${made.sha256}"`
  const get = (headers: Record<string, string>) => stats.get(pathOf(made), headers)

  const rest = await get({ range: 'bytes=10-', 'if-range': etag })
  expect([rest.status, rest.headers.get('content-range')]).toEqual([
    206,
    `bytes 10-${whole.length - 1}/${whole.length}`,
  ])
  expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(10))

  const tail = await get({ range: 'bytes=-5' })
  expect(Buffer.from(await tail.arrayBuffer())).toEqual(whole.subarray(-5))

  const changed = await get({ range: 'bytes=10-', 'if-range': '"another"' })
  expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, whole.length])

  const beyond = await get({ range: `bytes=${whole.length}-` })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`])

  const known = await get({ 'if-none-match': etag })
  expect([known.status, await known.text()]).toEqual([304, ''])

  const head = await stats.get(pathOf(made), { range: 'bytes=10-' }, 'HEAD')
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(whole.length), ''])
})

test('only the signed link opens a file', async () => {
  const made = await exported({ dataset: 'POSTS', format: 'CSV' })
  const other = await exported({ dataset: 'LIKES', format: 'CSV' })
  const path = pathOf(made)
  const refused = [
    path.replace(made.id, other.id),
    path.replace('.csv', '.parquet'),
    path.replace(/expires=\d+/, 'expires=9999999999'),
    path.replace(/signature=.{5}/, 'signature=AAAAA'),
    path.split('?', 1)[0] ?? '',
    '/exports/..%2f..%2fetc%2fpasswd?expires=9999999999&signature=x',
    '/exports/%00?expires=&signature=',
  ]
  for (const link of refused) expect([link, (await stats.get(link)).status]).toEqual([link, 403])
  expect((await fetch(stats.url + path)).status).toBe(403)
})

test('exports are for admins, and an export is its asker’s alone', async () => {
  const input = { dataset: 'POSTS', format: 'CSV' }
  const asBob = await stats.ask(request, { input }, 'bob')
  expect(asBob.data).toMatchObject({ requestExport: { __typename: 'NotAllowed' } })
  const asNobody = await stats.ask(request, { input })
  expect(asNobody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')

  const { id } = await exported(input)
  const one = 'query($id: ID!) { export(id: $id) { id } }'
  expect((await stats.ask(one, { id }, 'admin')).data).toEqual({ export: { id } })
  for (const viewer of ['other-admin', 'ann', undefined])
    expect((await stats.ask(one, { id }, viewer)).data).toEqual({ export: null })
  expect((await stats.ask(one, { id: 'no id at all' }, 'admin')).data).toEqual({ export: null })
})

type Listed = {
  _entities: [{ exports: { edges: { node: { dataset: string } }[]; pageInfo: { endCursor: string } } }]
}

test('a viewer’s exports are listed newest first, page by page, to nobody else', async () => {
  for (const dataset of ['POSTS', 'LIKES', 'FOLLOWS']) await exported({ dataset, format: 'CSV' }, 'other-admin')
  const query = `query($of: [_Any!]!, $after: String) { _entities(representations: $of) {
    ... on Viewer { exports(first: 2, after: $after) { edges { node { dataset } } pageInfo { hasNextPage endCursor } } } } }`
  const of = [{ __typename: 'Viewer', id: idOf('other-admin') }]
  const first = (await stats.ask<Listed>(query, { of }, 'other-admin')).data._entities[0].exports
  expect(first.edges.map((edge) => edge.node.dataset)).toEqual(['FOLLOWS', 'LIKES'])
  const next = await stats.ask(query, { of, after: first.pageInfo.endCursor }, 'other-admin')
  const last = { edges: [{ node: { dataset: 'POSTS' } }], pageInfo: { hasNextPage: false } }
  expect(next.data).toMatchObject({ _entities: [{ exports: last }] })
  expect((await stats.ask(query, { of }, 'admin')).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  expect((await stats.ask(query, { of, after: 'rubbish' }, 'other-admin')).errors?.[0]?.extensions.code).toBe(
    'BAD_USER_INPUT',
  )
})

test('the same key is the same export, also at the same time; with another input it is refused', async () => {
  const input = { dataset: 'POSTS', format: 'CSV', idempotencyKey: 'once' }
  const ask = (viewer: string) => stats.ask<Requested>(request, { input }, viewer)
  const both = await Promise.all([ask('admin'), ask('admin')])
  const ids = both.map(({ data }) => data.requestExport.export.id)
  expect(new Set(ids).size).toBe(1)
  const other = await stats.ask(request, { input: { ...input, dataset: 'LIKES' } }, 'admin')
  const reused = { __typename: 'InvalidInput', code: 'IDEMPOTENCY_KEY_REUSED' }
  expect(other.data).toMatchObject({ requestExport: reused })
  const ofOther = await ask('other-admin')
  expect(ids).not.toContain(ofOther.data.requestExport.export.id)
})

test.each([
  [{ from: '2026-03-02', to: '2026-03-01' }, 'to'],
  [{ idempotencyKey: '' }, 'idempotencyKey'],
  [{ idempotencyKey: 'x'.repeat(201) }, 'idempotencyKey'],
])('a request that breaks a rule says which: %j', async (wrong, field) => {
  const input = { dataset: 'POSTS', format: 'CSV', ...wrong }
  const { data } = await stats.ask(request, { input }, 'admin')
  expect(data).toMatchObject({ requestExport: { __typename: 'InvalidInput', fields: [{ path: [field] }] } })
})

const ownData = { dataset: 'MY_DATA', format: 'NDJSON' }
const asked = async (input: object, viewer: string) => {
  const { data } = await stats.ask<{ requestExport: { __typename: string; code?: string } }>(request, { input }, viewer)
  return data.requestExport
}

test('everybody may have what the forum holds of them, and Auth is told first', async () => {
  const made = await exported({ ...ownData, idempotencyKey: 'mine' }, 'bob')
  const files = await zipOf(await fileOf(made))
  expect([...files.keys()]).toEqual(['account/account.ndjson', 'statistics/views.ndjson', 'statistics/exports.ndjson'])
  expect(files.get('account/account.ndjson')).toEqual(
    expect.arrayContaining([{ id: idOf('bob'), words: 'of a person' }]),
  )
  expect(files.get('statistics/views.ndjson')).toEqual([
    { at: '2026-03-01T10:00:00.000Z', postId: expect.any(String), source: expect.any(String) },
    { at: '2026-03-01T10:00:00.000Z', postId: expect.any(String), source: expect.any(String) },
  ])
  expect(stats.recorded).toContainEqual(expect.objectContaining({ userId: idOf('bob'), dataset: 'MY_DATA' }))
  expect(made.rows).toBe([...files.values()].flat().length)
  expect((await stats.get(pathOf(made))).headers.get('content-type')).toBe('application/zip')
  // Asked for once more with the same key it is the same file.
  expect(await exported({ ...ownData, idempotencyKey: 'mine' }, 'bob')).toMatchObject({
    id: made.id,
    sha256: made.sha256,
  })
})

test('it is whole, and theirs alone', async () => {
  expect(await asked({ ...ownData, format: 'CSV' }, 'ann')).toMatchObject({ fields: [{ path: ['format'] }] })
  expect(await asked({ ...ownData, from: '2026-03-01' }, 'ann')).toMatchObject({ fields: [{ path: ['from'] }] })
  expect(await asked({ dataset: 'USERS', format: 'NDJSON' }, 'ann')).toMatchObject({ code: 'NOT_ALLOWED' })
  const made = await exported(ownData, 'ann')
  for (const viewer of ['bob', 'admin', undefined]) {
    const { data } = await stats.ask(byId, { id: made.id }, viewer)
    expect(data).toEqual({ export: null })
  }
})

test('five times a day', async () => {
  for (let index = 0; index < 5; index += 1) await exported(ownData, 'other-admin')
  expect(await asked(ownData, 'other-admin')).toMatchObject({ code: 'RATE_LIMITED' })
})

test('of who is gone neither a job nor a file is left', async () => {
  const made = await exported({ ...ownData, idempotencyKey: 'before I go' }, 'ann')
  await stats.tell(new ForumStory('2026-03-05T10:00:00.000Z').register('ann').deleteAccount('ann').events)
  expect((await stats.get(pathOf(made))).status).toBe(410)
  const { data } = await stats.ask(byId, { id: made.id }, 'ann')
  expect(data).toEqual({ export: null })
})
