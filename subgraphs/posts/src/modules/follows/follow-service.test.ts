import { profileErased } from '@forum/events'
import { uuidv7Ids } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'

const user = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on User { followerCount followingCount viewerFollows
  followers { edges { node { id } } } following { edges { node { id } } } } } }`
const representation = (id: string) => ({ __typename: 'User', id })

test('following is counted on both sides, listed, and told once', async () => {
  const { services, ask, person, events } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  await services.follows.follow(ann, bob.id)
  await services.follows.follow(ann, bob.id)
  const { data } = await ask(ann, user, { ids: [representation(ann.id), representation(bob.id)] })
  expect(data._entities).toEqual([
    {
      followerCount: 0,
      followingCount: 1,
      viewerFollows: false,
      followers: { edges: [] },
      following: { edges: [{ node: { id: bob.id } }] },
    },
    {
      followerCount: 1,
      followingCount: 0,
      viewerFollows: true,
      followers: { edges: [{ node: { id: ann.id } }] },
      following: { edges: [] },
    },
  ])
  await services.follows.unfollow(ann, bob.id)
  await services.follows.unfollow(ann, bob.id)
  await services.follows.follow(ann, bob.id)
  expect((await events()).map(({ type, data }) => [type, data.version, data.active])).toEqual([
    ['user_followed', 1, true],
    ['user_unfollowed', 2, false],
    ['user_followed', 3, true],
  ])
})

test('nobody follows themselves or somebody who is not there', async () => {
  const { services, person, database } = await testPosts()
  const ann = await person('ann')
  expect(await services.follows.follow(ann, ann.id)).toMatchObject({ __typename: 'NotAllowed' })
  for (const id of [uuidv7Ids.next(), 'rubbish', '']) {
    expect(await services.follows.follow(ann, id)).toMatchObject({ code: 'USER_NOT_FOUND' })
    expect(await services.follows.unfollow(ann, id)).toMatchObject({ code: 'USER_NOT_FOUND' })
  }
  expect(await database.sql.$queryRaw`SELECT user_id FROM person_counters`).toEqual([])
})

test('somebody whose profile has not arrived yet is followed all the same, and left again', async () => {
  const bobId = uuidv7Ids.next()
  const { services, ask, person } = await testPosts({ accountStatus: async (id) => (id === bobId ? 'ACTIVE' : null) })
  const ann = await person('ann')
  expect(await services.follows.unfollow(ann, bobId)).toMatchObject({ __typename: 'UnfollowUserSuccess' })
  expect(await services.follows.follow(ann, bobId)).toMatchObject({ __typename: 'FollowUserSuccess' })
  const { data } = await ask(ann, user, { ids: [representation(bobId)] })
  expect(data._entities[0]).toMatchObject({ followerCount: 1, viewerFollows: true })
})

test('somebody whose account is gone is not followed any more, but can be left', async () => {
  const { services, person } = await testPosts({ accountStatus: async () => 'DELETED' })
  const [ann, bob] = [await person('ann'), await person('bob')]
  await services.follows.follow(ann, bob.id)
  await services.people.project([profileErased({ userId: bob.id }, { time: new Date() })])
  expect(await services.follows.unfollow(ann, bob.id)).toMatchObject({ __typename: 'UnfollowUserSuccess' })
  expect(await services.follows.follow(ann, bob.id)).toMatchObject({ code: 'USER_NOT_FOUND' })
  expect(await services.follows.unfollow(ann, bob.id)).toMatchObject({ code: 'USER_NOT_FOUND' })
})

test('while Auth is away nobody is called unknown', async () => {
  const { services, person } = await testPosts({ accountStatus: () => Promise.reject(new Error('away')) })
  const ann = await person('ann')
  const following = services.follows.follow(ann, uuidv7Ids.next())
  await expect(following).rejects.toMatchObject({ extensions: { code: 'AUTH_UNAVAILABLE' } })
})

test('5,000 people are the most, also when two follows come at once', async () => {
  const { services, database, person } = await testPosts()
  const [ann, bob, cid, dan] = [await person('ann'), await person('bob'), await person('cid'), await person('dan')]
  await database.sql.$executeRaw`INSERT INTO person_counters (user_id, following_count) VALUES (${ann.id}::uuid, 4998)`
  const outcomes = await Promise.all([bob, cid, dan].map((each) => services.follows.follow(ann, each.id)))
  expect(outcomes.map((outcome) => outcome.__typename).sort()).toEqual([
    'FollowUserSuccess',
    'FollowUserSuccess',
    'NotAllowed',
  ])
  const followed = outcomes.findIndex((outcome) => outcome.__typename === 'FollowUserSuccess')
  expect(await services.follows.follow(ann, [bob, cid, dan][followed]?.id ?? '')).toMatchObject({
    __typename: 'FollowUserSuccess',
  })
})

test('two who follow each other at once do not wait for each other', async () => {
  const { services, ask, person } = await testPosts()
  const [ann, bob] = [await person('ann'), await person('bob')]
  const rounds = Array.from({ length: 10 }, (_, round) => round)
  await Promise.all(
    rounds.flatMap((round) => [
      round % 2 ? services.follows.follow(ann, bob.id) : services.follows.unfollow(ann, bob.id),
      round % 2 ? services.follows.follow(bob, ann.id) : services.follows.unfollow(bob, ann.id),
    ]),
  )
  const { data } = await ask(ann, user, { ids: [representation(ann.id), representation(bob.id)] })
  for (const each of data._entities) {
    expect(each.followers.edges).toHaveLength(each.followerCount)
    expect(each.following.edges).toHaveLength(each.followingCount)
  }
})

test('people of a page are asked about with one statement a field', async () => {
  const { ask, person, statements } = await testPosts()
  const people = await Promise.all(Array.from({ length: 20 }, (_, index) => person(`person${index}`)))
  const before = await statements()
  await ask(people[0] ?? null, user, { ids: people.map((each) => representation(each.id)) })
  expect((await statements()) - before).toBe(4)
})
