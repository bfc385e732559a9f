import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const watchOf = 'query ($ids: [ID!]!) { posts(ids: $ids) { id viewerWatch } }'

test('who writes in a thread watches it; muting stays, and NORMAL is until the next word', async () => {
  const { services, ask, person, post, comment } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const id = await post(ann)
  const level = async (viewer: typeof ann | null) =>
    (await ask(viewer, watchOf, { ids: [id] })).data.posts[0].viewerWatch
  expect([await level(ann), await level(bob), await level(null)]).toEqual(['WATCH', 'NORMAL', null])
  await comment(bob, id)
  expect(await level(bob)).toBe('WATCH')
  await services.watches.set(bob, id, 'MUTE')
  await comment(bob, id)
  expect(await level(bob)).toBe('MUTE')
  await services.watches.set(bob, id, 'NORMAL')
  expect(await level(bob)).toBe('NORMAL')
  await comment(bob, id)
  expect(await level(bob)).toBe('WATCH')
})

test('a thread that is not seen cannot be watched', async () => {
  const { services, person, post } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const id = await post(ann, { visibility: 'PRIVATE' })
  expect(await services.watches.set(bob, id, 'WATCH')).toMatchObject({ code: 'POST_NOT_FOUND' })
  expect(await services.watches.set(bob, 'no id', 'WATCH')).toMatchObject({ code: 'POST_NOT_FOUND' })
})

test('a muted post is in no feed of who muted it, and the pages stay full', async () => {
  const { services, ask, person, post } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  await services.follows.follow(bob, ann.id)
  const since = '2026-01-01T00:00:00Z'
  const ids: string[] = []
  for (let index = 0; index < 10; index += 1) ids.push(await post(ann, { tags: ['t'] }))
  for (const id of ids.slice(3, 7)) await services.watches.set(bob, id, 'MUTE')
  const wanted = [...ids.slice(0, 3), ...ids.slice(7)].toReversed()
  for (const kind of ['LATEST', 'ACTIVE', 'FOLLOWING'])
    for (const tag of [null, 't']) {
      const walk: string[] = []
      let after: string | null = null
      do {
        const { data } = await ask(
          bob,
          `query ($kind: FeedKind!, $tag: String, $after: String) { feed(kind: $kind, tag: $tag, first: 2, after: $after) {
            edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
          { kind, tag, after },
        )
        walk.push(...data.feed.edges.map(({ node }: { node: { id: string } }) => node.id))
        expect(data.feed.edges).toHaveLength(2)
        after = data.feed.pageInfo.hasNextPage ? data.feed.pageInfo.endCursor : null
      } while (after)
      expect([kind, tag, walk]).toEqual([kind, tag, wanted])
      const activity = `{ feedActivity(kind: ${kind}, since: "${since}") { newPosts } }`
      expect((await ask(bob, activity)).data.feedActivity.newPosts).toBe(6)
    }
  expect((await ask(null, `{ feedActivity(since: "${since}") { newPosts } }`)).data.feedActivity.newPosts).toBe(10)
})

test('nothing of a muted thread is told', async () => {
  const { services, ask, person, post, comment } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const id = await post(ann)
  const mine = await comment(bob, id)
  await services.watches.set(bob, id, 'MUTE')
  await comment(ann, id, { parentId: mine })
  await services.likes.likeComment(ann, mine)
  await services.threadNews.tellAll()
  expect(await services.notifications.countUnread(bob.id)).toBe(0)
  await services.watches.set(bob, id, 'WATCH')
  await services.threadNews.tellAll()
  expect(await services.notifications.countUnread(bob.id)).toBe(0)
  await comment(ann, id)
  await services.threadNews.tellAll()
  expect(await services.notifications.countUnread(bob.id)).toBe(1)
  expect((await ask(bob, watchOf, { ids: [id] })).data.posts[0].viewerWatch).toBe('WATCH')
})

test('a thousand who watch: a comment costs as many statements as with one, and each is told once', async () => {
  const { services, database, person, post, comment, statements } = await testPosts()
  const [ann, bob, cem] = [await person('ann'), await person('bob'), await person('cem')]
  const [quiet, loud] = [await post(ann), await post(ann)]
  await comment(bob, quiet)
  await comment(bob, loud)
  await database.sql.$executeRaw`
    INSERT INTO thread_watches (person_id, post_id, level, told_up_to)
    SELECT gen_random_uuid(), ${loud}::uuid, 'WATCH', now() - interval '10 years' FROM generate_series(1, 1000)`
  await services.threadNews.tellAll()
  const cost = async (id: string) => {
    const before = await statements()
    await comment(cem, id)
    return (await statements()) - before
  }
  const [few, many] = [await cost(quiet), await cost(loud)]
  expect(many).toBe(few)
  await comment(cem, loud)
  await Promise.all([services.threadNews.tellAll(), services.threadNews.tellAll(), services.threadNews.tellAll()])
  const rows: { count: number }[] = await database.sql.$queryRaw`
    SELECT count(*)::integer AS count FROM notifications WHERE post_id = ${loud}::uuid AND kind = 'THREAD'`
  // The thousand, and bob; ann is told of answers to her post, and cem wrote them.
  expect(rows[0]?.count).toBe(1_001)
})
