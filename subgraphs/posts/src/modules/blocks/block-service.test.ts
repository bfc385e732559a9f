import { uuidv7Ids } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { type TestPosts, testPosts } from '../../../tests/test-posts.ts'

type Person = Awaited<ReturnType<TestPosts['person']>>

async function people() {
  const world = await testPosts()
  const [ann, bob, cid] = [await world.person('ann'), await world.person('bob'), await world.person('cid')]
  return { ...world, ann, bob, cid }
}

const standing = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on User {
  followerCount followingCount viewerFollows viewerBlocks viewerMutes } } }`
const standingOf = async ({ ask }: TestPosts, viewer: Person | null, id: string) =>
  (await ask(viewer, standing, { ids: [{ __typename: 'User', id }] })).data._entities[0]

test('a block ends the follows between the two, with counts and events, and makes none of its own', async () => {
  const world = await people()
  const { services, ann, bob, cid, events } = world
  for (const [one, other] of [
    [ann, bob],
    [bob, ann],
    [bob, cid],
  ] as const)
    await services.follows.follow(one, other.id)
  expect(await services.blocks.block(ann, bob.id)).toEqual({ __typename: 'BlockUserSuccess', userId: bob.id })
  await services.blocks.block(ann, bob.id)
  const after = (await events()).slice(3)
  expect(after.map(({ type, data }) => [type, data.followerId, data.followedId])).toEqual([
    ['user_unfollowed', ann.id, bob.id],
    ['user_unfollowed', bob.id, ann.id],
  ])
  expect(await standingOf(world, ann, bob.id)).toEqual({
    followerCount: 0,
    followingCount: 1,
    viewerFollows: false,
    viewerBlocks: true,
    viewerMutes: false,
  })
  expect(await standingOf(world, bob, ann.id)).toMatchObject({ followerCount: 0, viewerBlocks: false })
  expect(await standingOf(world, null, bob.id)).toMatchObject({ viewerBlocks: false, viewerMutes: false })
})

test('neither follows, likes, reposts or answers the other, and neither is told why; third people they may answer', async () => {
  const { services, post, comment, ask, ann, bob, cid } = await people()
  const [ofAnn, ofBob, ofCid] = [await post(ann), await post(bob), await post(cid)]
  const annUnderCid = await comment(ann, ofCid)
  const bobUnderCid = await comment(bob, ofCid)
  await services.blocks.block(ann, bob.id)
  for (const [actor, other, itsPost, itsComment] of [
    [ann, bob, ofBob, bobUnderCid],
    [bob, ann, ofAnn, annUnderCid],
  ] as const) {
    const refused = [
      await services.follows.follow(actor, other.id),
      await services.likes.likePost(actor, itsPost),
      await services.likes.likeComment(actor, itsComment),
      await services.reposts.repost(actor, itsPost),
    ]
    expect(refused.map((outcome) => outcome.__typename)).toEqual(refused.map(() => 'NotAllowed'))
    expect(refused.map((outcome) => ('message' in outcome ? outcome.message : '')).join()).not.toMatch(/block/i)
    const cannotReply = { __typename: 'NotAllowed', message: 'You cannot reply here.' }
    expect(await services.comments.add(actor, { postId: itsPost, body: 'x' })).toMatchObject(cannotReply)
    const underIts = { postId: ofCid, parentId: itsComment, body: 'x' }
    expect(await services.comments.add(actor, underIts)).toMatchObject(cannotReply)
    expect(await services.comments.add(actor, { postId: ofCid, body: 'x' })).toMatchObject({
      __typename: 'AddCommentSuccess',
    })
  }
  const can = async (viewer: Person | null, id: string) =>
    (await ask(viewer, `{ post(id: "${id}") { viewerCanComment } }`)).data.post?.viewerCanComment
  expect([await can(bob, ofAnn), await can(bob, ofCid), await can(cid, ofAnn), await can(ann, ofAnn)]).toEqual([
    false,
    true,
    true,
    true,
  ])
})

test('what is unblocked is as before, without the follows', async () => {
  const world = await people()
  const { services, post, ann, bob } = world
  const ofBob = await post(bob)
  await services.follows.follow(ann, bob.id)
  await services.blocks.block(ann, bob.id)
  await services.blocks.mute(ann, bob.id)
  await services.blocks.unblock(ann, bob.id)
  expect(await standingOf(world, ann, bob.id)).toMatchObject({ viewerBlocks: false, viewerMutes: true })
  await services.blocks.unmute(ann, bob.id)
  await services.blocks.unmute(ann, bob.id)
  expect(await standingOf(world, ann, bob.id)).toMatchObject({ viewerFollows: false, viewerMutes: false })
  expect(await services.likes.likePost(ann, ofBob)).toMatchObject({ __typename: 'LikePostSuccess' })
  expect(await services.follows.follow(ann, bob.id)).toMatchObject({ __typename: 'FollowUserSuccess' })
})

test('nobody blocks or mutes themselves or somebody who is not there', async () => {
  const { services, ann } = await people()
  const { blocks } = services
  expect(await blocks.block(ann, ann.id)).toMatchObject({ __typename: 'NotAllowed' })
  expect(await blocks.mute(ann, ann.id.toUpperCase())).toMatchObject({ __typename: 'NotAllowed' })
  for (const id of [uuidv7Ids.next(), 'rubbish', '', '\u0000'])
    for (const act of ['block', 'unblock', 'mute', 'unmute'] as const)
      expect(await blocks[act](ann, id)).toMatchObject({ code: 'USER_NOT_FOUND' })
})

test('the lists of those whom one has hidden are paged, and for their owner alone', async () => {
  const { services, ask, person, ann, bob } = await people()
  const others = await Promise.all(Array.from({ length: 5 }, (_, index) => person(`p${index}`)))
  for (const one of others) await services.blocks.block(ann, one.id)
  await services.blocks.mute(ann, bob.id)
  const list = (first: number, after: string | null) =>
    ask(
      ann,
      `query ($id: ID!, $first: Int, $after: String) { _entities(representations: [{ __typename: "Viewer", id: $id }]) { ... on Viewer {
        blocked(first: $first, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
        muted { edges { node { id } } } } } }`,
      { id: ann.id, first, after },
    )
  const shown: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const { data }: Awaited<ReturnType<typeof list>> = await list(2, after)
    const { blocked, muted } = data._entities[0]
    expect(muted.edges).toEqual([{ node: { id: bob.id } }])
    shown.push(...blocked.edges.map((edge: { node: { id: string } }) => edge.node.id))
    after = blocked.pageInfo.endCursor
    more = blocked.pageInfo.hasNextPage
  }
  expect(shown).toEqual(others.map(({ id }) => id).toReversed())
  const { codes } = await ask(
    bob,
    `{ _entities(representations: [{ __typename: "Viewer", id: "${ann.id}" }]) { ... on Viewer { blocked { edges { cursor } } } } }`,
  )
  expect(codes).toEqual(['FORBIDDEN'])
})

test('at most 10,000 people are blocked; the refusal says the way out', async () => {
  const { services, database, ann, bob } = await people()
  await database.sql.$executeRaw`
    INSERT INTO hidden_people (owner_id, person_id, blocked_at) SELECT ${ann.id}::uuid, gen_random_uuid(), now() FROM generate_series(1, 10000)`
  expect(await services.blocks.block(ann, bob.id)).toMatchObject({
    code: 'BLOCK_LIMIT',
    message: 'You block 10000 people, which is the most. Unblock somebody first.',
  })
  expect(await services.blocks.mute(ann, bob.id)).toMatchObject({ __typename: 'MuteUserSuccess' })
})

test('a block and what it forbids at one moment: whichever comes first, no follow survives it and nobody waits for ever', async () => {
  const world = await people()
  const { services, database, post, comment, person, cid } = world
  const ofCid = await post(cid)
  for (let round = 0; round < 15; round += 1) {
    const [ann, bob] = [await person(`a${round}`), await person(`b${round}`)]
    const [ofAnn, ofBob] = [await post(ann), await post(bob)]
    const parentId = await comment(ann, ofCid)
    const outcomes = await Promise.all([
      services.follows.follow(bob, ann.id),
      services.likes.likePost(bob, ofAnn),
      services.blocks.block(ann, bob.id),
      services.blocks.block(bob, ann.id),
      services.follows.follow(ann, bob.id),
      services.likes.likePost(ann, ofBob),
      services.comments.add(bob, { postId: ofCid, parentId, body: 'x' }),
    ])
    for (const { __typename } of outcomes) expect(__typename).toMatch(/Success$|^NotAllowed$/)
    expect(
      await database.sql.$queryRaw`
        SELECT follower_id FROM follows WHERE active AND (follower_id, followed_id) IN ((${ann.id}::uuid, ${bob.id}::uuid), (${bob.id}::uuid, ${ann.id}::uuid))`,
    ).toEqual([])
    expect(
      await database.sql
        .$queryRaw`SELECT * FROM person_counters WHERE user_id IN (${ann.id}::uuid, ${bob.id}::uuid) AND follower_count + following_count > 0`,
    ).toEqual([])
  }
})

test('a like waits for a block that is being made, and is refused when it stands', async () => {
  const { services, database, post, ann, bob } = await people()
  const id = await post(ann)
  const began = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const blocking = database.transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(least(${ann.id}::uuid, ${bob.id}::uuid)::text || greatest(${ann.id}::uuid, ${bob.id}::uuid)::text, 0))`
    await tx.$executeRaw`INSERT INTO hidden_people (owner_id, person_id, blocked_at) VALUES (${ann.id}::uuid, ${bob.id}::uuid, now())`
    began.resolve()
    await released.promise
  })
  await began.promise
  const liking = services.likes.likePost(bob, id)
  const waits = async () =>
    (
      await database.sql.$queryRaw<
        unknown[]
      >`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    ).length > 0
  while (!(await waits()));
  released.resolve()
  await blocking
  expect(await liking).toMatchObject({ __typename: 'NotAllowed' })
})
