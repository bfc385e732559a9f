import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TestPosts, testPosts } from '../../../tests/test-posts.ts'

type Viewer = Awaited<ReturnType<TestPosts['person']>>

const fields = `id kind actors { id } actorCount seen read firstAt latestAt post { id } comment { id }
  allActors(first: 2) { edges { node { id } } pageInfo { hasNextPage endCursor } }`
const inboxQuery = `query ($me: ID!, $first: Int, $after: String, $unreadOnly: Boolean, $kinds: [NotificationKind!]) {
  _entities(representations: [{ __typename: "Viewer", id: $me }]) { ... on Viewer { unreadNotificationCount unseenNotificationCount
    notifications(first: $first, after: $after, unreadOnly: $unreadOnly, kinds: $kinds) {
      edges { cursor node { ${fields} } } pageInfo { hasNextPage endCursor } } } } }`

async function world() {
  const posts = await testPosts()
  const inbox = async (viewer: Viewer, args: Record<string, unknown> = {}) => {
    await posts.services.threadNews.tellAll()
    const { data, codes } = await posts.ask(viewer, inboxQuery, { me: viewer.id, ...args })
    expect(codes).toEqual([])
    const { notifications, unreadNotificationCount: unread, unseenNotificationCount: unseen } = data._entities[0]
    // oxlint-disable-next-line typescript/no-explicit-any
    const rows = notifications.edges.map((edge: any) => edge.node)
    return { rows, unread, unseen, pageInfo: notifications.pageInfo }
  }
  /** A row in a few words: kind, names of actors, count. */
  const names = new Map<string, string>()
  const people = async (...handles: string[]) => {
    const made = await Promise.all(handles.map((handle) => posts.person(handle)))
    for (const one of made) names.set(one.id, one.handle)
    return made as [Viewer, Viewer, Viewer, Viewer, Viewer]
  }
  // oxlint-disable-next-line typescript/no-explicit-any
  const said = (rows: any[]): string[] =>
    rows.map(({ kind, actors, actorCount }) =>
      [kind, actors.map(({ id }: { id: string }) => names.get(id)).join('+'), actorCount].join(' '),
    )
  const short = async (viewer: Viewer, args = {}) => said((await inbox(viewer, args)).rows)
  return { ...posts, inbox, short, said, people }
}

test('each deed tells whom it concerns, by the first kind that fits, and nobody of their own', async () => {
  const { services, people, post, comment, short } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  const id = await post(ann)
  const top = await comment(bob, id)
  await comment(cem, id, { parentId: top })
  await comment(bob, id)
  await services.likes.likePost(bob, id)
  await services.likes.likeComment(ann, top)
  await services.reposts.repost(cem, id)
  await services.follows.follow(bob, ann.id)
  await services.likes.likePost(ann, id)
  expect((await short(ann)).toSorted()).toEqual([
    'FOLLOW bob 1',
    'LIKE bob 1',
    'REPLY bob 1',
    'REPLY bob 1',
    'REPOST cem 1',
    'THREAD cem 1',
  ])
  expect(await short(bob)).toEqual(['LIKE ann 1', 'REPLY cem 1'])
  // Who wrote in it watches the thread: bob's second comment came after cem's.
  expect(await short(cem)).toEqual(['THREAD bob 1'])
})

test('a reply at the last depth tells whom it answers', async () => {
  const { people, post, comment, short } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  const id = await post(ann)
  let parentId = await comment(ann, id)
  for (let depth = 1; depth < 8; depth += 1) parentId = await comment(ann, id, { parentId })
  const last = await comment(bob, id, { parentId })
  await comment(cem, id, { parentId: last })
  expect(await short(bob)).toEqual(['REPLY cem 1'])
})

test('likes of one post are one row: newest three, count, all by paging', async () => {
  const { services, ask, people, post, inbox, said } = await world()
  const [ann, ...fans] = await people('ann', 'bob', 'cem', 'dan', 'eve')
  const id = await post(ann)
  for (const fan of fans) await services.likes.likePost(fan, id)
  const { rows, unread, unseen } = await inbox(ann)
  expect(said(rows)).toEqual(['LIKE eve+dan+cem 4'])
  expect([unread, unseen]).toEqual([1, 1])
  const rest = await ask(
    ann,
    `query ($id: ID!, $after: String) { notification(id: $id) { allActors(first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage } } } }`,
    { id: rows[0].id, after: rows[0].allActors.pageInfo.endCursor },
  )
  const ids = [...rows[0].allActors.edges, ...rest.data.notification.allActors.edges].map(({ node }) => node.id)
  expect(ids).toEqual(fans.toReversed().map((fan) => fan.id))
  expect(rest.data.notification.allActors.pageInfo.hasNextPage).toBe(false)
})

test('a group ends when it is read, one by one or all, and after 12 hours', async () => {
  const { services, clock, people, post, inbox, short } = await world()
  const [ann, bob, cem, dan, eve] = await people('ann', 'bob', 'cem', 'dan', 'eve')
  const id = await post(ann)
  await services.likes.likePost(bob, id)
  const [first] = (await inbox(ann)).rows
  await services.notifications.markRead(ann, { ids: [first.id], upTo: new Date(first.latestAt) })
  await services.likes.likePost(cem, id)
  const [second] = (await inbox(ann)).rows
  await services.notifications.markRead(ann, { upTo: new Date(second.latestAt) })
  await services.likes.likePost(dan, id)
  clock.pass(12 * 3_600_000)
  await services.likes.likePost(eve, id)
  expect(await short(ann)).toEqual(['LIKE eve 1', 'LIKE dan 1', 'LIKE cem 1', 'LIKE bob 1'])
  expect((await inbox(ann)).rows.map(({ read }: { read: boolean }) => read)).toEqual([false, false, true, true])
})

test('what was taken back leaves its group, an empty group goes, and doing it again is no news', async () => {
  const { services, people, post, inbox, short } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  const id = await post(ann)
  await services.likes.likePost(bob, id)
  await services.likes.likePost(cem, id)
  await services.likes.unlikePost(cem, id)
  expect(await short(ann)).toEqual(['LIKE bob 1'])
  await services.likes.unlikePost(bob, id)
  expect(await inbox(ann)).toMatchObject({ rows: [], unread: 0, unseen: 0 })
  await services.follows.follow(bob, ann.id)
  const [follow] = (await inbox(ann)).rows
  await services.notifications.markSeen(ann, new Date(follow.latestAt))
  await services.likes.likePost(bob, id)
  await services.follows.unfollow(bob, ann.id)
  await services.follows.follow(bob, ann.id)
  expect(await short(ann)).toEqual(['FOLLOW bob 1', 'LIKE bob 1'])
  expect(await inbox(ann)).toMatchObject({ unseen: 0 })
})

test('seen and read reach what was drawn, and no moment reaches what comes later', async () => {
  const { services, people, post, inbox } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  const [one, two] = [await post(ann), await post(ann)]
  await services.likes.likePost(bob, one)
  const drawn = (await inbox(ann)).rows[0]
  await services.likes.likePost(bob, two)
  expect(await services.notifications.markSeen(ann, new Date(drawn.latestAt))).toMatchObject({
    unseenNotificationCount: 1,
  })
  expect(await services.notifications.markSeen(ann, new Date('9999-01-01'))).toMatchObject({
    unseenNotificationCount: 0,
  })
  expect((await inbox(ann)).unread).toBe(2)
  await services.likes.likePost(cem, one)
  expect(await inbox(ann)).toMatchObject({ unseen: 1, unread: 2 })
  // The group came to the top since it was drawn: reading what was drawn does not read that.
  await services.notifications.markRead(ann, { ids: [drawn.id], upTo: new Date(drawn.latestAt) })
  expect(await inbox(ann)).toMatchObject({ unread: 2 })
  await services.notifications.markRead(ann, { upTo: new Date('9999-01-01') })
  expect(await inbox(ann)).toMatchObject({ unread: 0, unseen: 0 })
  await services.likes.likePost(cem, two)
  expect(await inbox(ann)).toMatchObject({ unread: 1, unseen: 1 })
})

test("another's notification is null, is not marked, and an inbox is its owner's", async () => {
  const { services, ask, people, post, inbox } = await world()
  const [ann, bob] = await people('ann', 'bob')
  await services.likes.likePost(bob, await post(ann))
  const [row] = (await inbox(ann)).rows
  const query = `{ notification(id: "${row.id}") { id } }`
  expect((await ask(bob, query)).data.notification).toBeNull()
  expect((await ask(null, query)).data.notification).toBeNull()
  expect((await ask(ann, query)).data.notification).toEqual({ id: row.id })
  expect(await services.notifications.markRead(bob, { ids: [row.id], upTo: new Date(row.latestAt) })).toMatchObject({
    code: 'NOTIFICATION_NOT_FOUND',
  })
  expect((await inbox(ann)).unread).toBe(1)
  expect((await ask(bob, inboxQuery, { me: ann.id })).codes).toEqual(['FORBIDDEN'])
})

test('what is hidden is neither listed nor counted; shown again it is read, before and after the upkeep', async () => {
  const { services, people, post, comment, inbox, short } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  for (const upkeep of [false, true]) {
    const id = await post(ann)
    const top = await comment(bob, id)
    await comment(cem, id, { parentId: top })
    await services.likes.likeComment(ann, top)
    await services.likes.likePost(bob, id)
    expect(await inbox(bob)).toMatchObject({ unread: 2, unseen: 2 })
    await services.posts.update(ann, { id, visibility: 'PRIVATE' })
    if (upkeep) await services.inboxUpkeep.run()
    expect(await inbox(bob)).toMatchObject({ rows: [], unread: 0, unseen: 0 })
    expect(await short(ann)).toContain('LIKE bob 1')
    expect((await inbox(ann)).unread).toBeGreaterThan(0)
    await services.posts.update(ann, { id, visibility: 'PUBLIC' })
    const { rows, ...counts } = await inbox(bob)
    expect(rows.map(({ seen, read }: Record<string, boolean>) => [seen, read])).toEqual([
      [true, true],
      [true, true],
    ])
    expect(counts).toMatchObject({ unread: 0, unseen: 0 })
    await services.likes.likeComment(cem, top)
    expect(await short(bob)).toEqual(['LIKE cem 1', 'LIKE ann 1', 'REPLY cem 1'])
    await services.posts.delete(ann, id)
    await services.inboxUpkeep.run()
    expect(await inbox(bob)).toMatchObject({ rows: [], unread: 0 })
    await services.notifications.markRead(ann, { upTo: new Date('9999-01-01') })
  }
})

test('a comment that was deleted takes its notifications along, and leaves what is told of its thread', async () => {
  const { services, people, post, comment, short } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  const id = await post(ann)
  const top = await comment(bob, id)
  const reply = await comment(cem, id, { parentId: top })
  expect(await short(ann)).toEqual(['THREAD cem 1', 'REPLY bob 1'])
  expect(await short(bob)).toEqual(['REPLY cem 1'])
  await services.comments.delete(cem, reply)
  expect(await short(ann)).toEqual(['REPLY bob 1'])
  expect(await short(bob)).toEqual([])
})

test('nothing of a private post is told to those who do not see it', async () => {
  const { services, people, post, comment, short } = await world()
  const [ann, bob] = await people('ann', 'bob')
  const id = await post(ann)
  const top = await comment(bob, id)
  await services.posts.update(ann, { id, visibility: 'PRIVATE' })
  await services.likes.likeComment(ann, top)
  await comment(ann, id, { parentId: top })
  await services.threadNews.tellAll()
  await services.posts.update(ann, { id, visibility: 'PUBLIC' })
  expect((await short(bob)).filter((row) => !row.startsWith('THREAD'))).toEqual([])
})

test('a kind that is turned off is not told', async () => {
  const { services, people, post, comment, short } = await world()
  const [ann, bob] = await people('ann', 'bob')
  const id = await post(ann)
  await services.notifications.setSetting(ann, { kind: 'LIKE', inbox: false })
  await services.notifications.setSetting(ann, { kind: 'THREAD', inbox: false })
  await services.likes.likePost(bob, id)
  await comment(bob, id)
  expect(await short(ann)).toEqual(['REPLY bob 1'])
  const { settings } = (await services.notifications.setSetting(ann, { kind: 'LIKE', inbox: true })) as {
    settings: { kind: string; inbox: boolean }[]
  }
  expect(settings.filter(({ inbox }) => !inbox).map(({ kind }) => kind)).toEqual(['THREAD'])
})

test('whatever happens again, in whatever order and however often, nobody is told twice', async () => {
  const { services, database, people, post, comment, inbox, events } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  const id = await post(ann)
  const top = await comment(bob, id)
  await comment(cem, id, { parentId: top })
  await services.likes.likePost(bob, id)
  await services.reposts.repost(cem, id)
  await services.follows.follow(cem, ann.id)
  await services.threadNews.tellAll()
  const told = (rows: { latestAt: string; actorCount: number; id: string }[]) =>
    rows.map(({ id: row, latestAt, actorCount }) => [row, latestAt, actorCount])
  const before = [told((await inbox(ann)).rows), told((await inbox(bob)).rows)]
  const { TellingService } = await import('./telling-service.ts')
  const { TellingRepository } = await import('./telling-repository.ts')
  const clock = { now: () => new Date('2026-03-02T00:00:00Z') }
  const mayTell = async (_tx: unknown, _actor: string, ids: readonly string[]) => ids
  const telling = new TellingService({ telling: new TellingRepository(), mayTell, clock })
  const happened = (await events()).filter(({ type }) => !type.includes('updated'))
  const law = fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...happened), { minLength: 1, maxLength: 12 }), async (again) => {
      for (const event of again)
        await database.transaction((tx) =>
          telling.happened(tx, event as never, { answered: event.data.parentId ? bob.id : ann.id }),
        )
      expect([told((await inbox(ann)).rows), told((await inbox(bob)).rows)]).toEqual(before)
    }),
    { numRuns: 15, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
})

test('a walk shows each row once, as it stood when the walk began, while others come and move', async () => {
  const { services, people, post, inbox } = await world()
  const [ann, bob, ...fans] = await people('ann', 'bob', 'cem', 'dan', 'eve')
  const ids: string[] = []
  for (let index = 0; index < 9; index += 1) {
    ids.push(await post(ann))
    await services.likes.likePost(bob, ids[index] as string)
  }
  const law = fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 8 }), { maxLength: 6 }), fc.nat({ max: 2 }), async (given, fan) => {
      const moved = [...given]
      const start = (await inbox(ann, { first: 100 })).rows.map(({ id }: { id: string }) => id)
      const walked: string[] = []
      let after: string | null = null
      for (;;) {
        const { rows, pageInfo }: Awaited<ReturnType<typeof inbox>> = await inbox(ann, { first: 2, after })
        walked.push(...rows.map(({ id }: { id: string }) => id))
        if (!pageInfo.hasNextPage) break
        after = pageInfo.endCursor
        const next = moved.pop()
        if (next !== undefined) await services.likes.likePost(fans[fan % 3] as Viewer, ids[next] as string)
        if (next !== undefined) await services.likes.likePost(bob, await post(ann))
      }
      expect(walked).toEqual(start)
    }),
    { numRuns: 8, endOnFailure: true },
  )
  await expect(law).resolves.toBeUndefined()
})

test('a filter by kinds and by unread', async () => {
  const { services, people, post, comment, inbox, short } = await world()
  const [ann, bob] = await people('ann', 'bob')
  const id = await post(ann)
  await services.likes.likePost(bob, id)
  await comment(bob, id)
  await services.follows.follow(bob, ann.id)
  expect(await short(ann, { kinds: ['LIKE', 'REPLY'] })).toEqual(['REPLY bob 1', 'LIKE bob 1'])
  expect(await short(ann, { kinds: [] })).toEqual([])
  const [follow] = (await inbox(ann, { kinds: ['FOLLOW'] })).rows
  await services.notifications.markRead(ann, { ids: [follow.id], upTo: new Date(follow.latestAt) })
  expect(await short(ann, { unreadOnly: true })).toEqual(['REPLY bob 1', 'LIKE bob 1'])
})

test('both counts stop at 100', async () => {
  const { services, people, post, inbox } = await world()
  const [ann, bob] = await people('ann', 'bob')
  for (let index = 0; index < 102; index += 1) await services.likes.likePost(bob, await post(ann))
  expect(await inbox(ann, { first: 1 })).toMatchObject({ unread: 100, unseen: 100 })
})

test('a page of 20 costs four statements at most', async () => {
  const { services, people, ask, post, comment, statements } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  for (let index = 0; index < 7; index += 1) {
    const id = await post(ann)
    await comment(cem, id, { parentId: await comment(bob, id) })
    await services.likes.likePost(bob, id)
  }
  await services.threadNews.tellAll()
  const before = await statements()
  const page = await ask(
    ann,
    `query ($me: ID!) { _entities(representations: [{ __typename: "Viewer", id: $me }]) { ... on Viewer {
      notifications(first: 20) { edges { node { kind actors { id } actorCount seen read latestAt
        post { id title author { id } } comment { id body excerpt: createdAt author { id } } } } } } } }`,
    { me: ann.id },
  )
  expect(page.codes).toEqual([])
  expect(page.data._entities[0].notifications.edges).toHaveLength(20)
  expect((await statements()) - before).toBeLessThanOrEqual(4)
})

test('what is older than 180 days goes', async () => {
  const { services, clock, people, post, short } = await world()
  const [ann, bob, cem] = await people('ann', 'bob', 'cem')
  const id = await post(ann)
  await services.likes.likePost(bob, id)
  clock.pass(180 * 86_400_000 + 1_000)
  await services.likes.likePost(cem, id)
  await services.inboxUpkeep.run()
  expect(await short(ann)).toEqual(['LIKE cem 1'])
  // Taking back, and doing again, what is no longer there.
  await services.likes.unlikePost(bob, id)
  await services.likes.likePost(bob, id)
  expect(await short(ann)).toEqual(['LIKE cem 1'])
})

test('what comes while another transaction tells the same person lies after what that one tells', async () => {
  const { services, people, post, inbox } = await world()
  const [ann, ...fans] = await people('ann', 'bob', 'cem', 'dan', 'eve')
  const ids = await Promise.all(Array.from({ length: 10 }, () => post(ann)))
  await Promise.all(ids.flatMap((id) => fans.map((fan) => services.likes.likePost(fan, id))))
  const { rows } = await inbox(ann)
  expect(rows.map(({ actorCount }: { actorCount: number }) => actorCount)).toEqual(Array.from({ length: 10 }, () => 4))
  const moments = rows.map(({ latestAt }: { latestAt: string }) => latestAt)
  expect(new Set(moments).size).toBe(10)
})
