import { uuidv7Ids } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { testPosts } from '../../test-posts.ts'

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
  const { services, person } = await testPosts()
  const ann = await person('ann')
  expect(await services.follows.follow(ann, ann.id)).toMatchObject({ __typename: 'NotAllowed' })
  for (const id of [uuidv7Ids.next(), 'rubbish', '']) {
    expect(await services.follows.follow(ann, id)).toMatchObject({ code: 'USER_NOT_FOUND' })
    expect(await services.follows.unfollow(ann, id)).toMatchObject({ code: 'USER_NOT_FOUND' })
  }
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
