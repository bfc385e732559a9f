import { uuidv7Ids } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'
import { maxUsers, type SeedUser } from './seeding-service.ts'

const auth = await testAuth()
const admin = viewerOf(await auth.person('boss'), 'ADMIN')
let n = 0

const someone = (change: Partial<SeedUser> = {}): SeedUser => {
  const createdAt = new Date('2026-01-02T03:04:05.678Z')
  n += 1
  return {
    id: uuidv7Ids.at(createdAt),
    handle: `seed_${n}`,
    displayName: `Seed ${n}`,
    bio: 'grown from a seed',
    createdAt,
    ...change,
  }
}

const seed = (users: readonly SeedUser[]) => auth.services.seeding.seed(admin, users)

test('people are there as of then, with the events of then, and a second time adds nothing', async () => {
  const users = Array.from({ length: 50 }, () => someone())
  expect(await seed(users)).toEqual({ __typename: 'SeedUsersSuccess', created: 50, existing: 0 })
  const before = await auth.events()
  expect(await seed(users)).toEqual({ __typename: 'SeedUsersSuccess', created: 0, existing: 50 })
  expect(await seed([...users.slice(0, 10), someone()])).toEqual({
    __typename: 'SeedUsersSuccess',
    created: 1,
    existing: 10,
  })

  const [first] = users
  expect(await auth.services.accounts.byHandle(first?.handle ?? '')).toMatchObject({ ...first, role: 'USER' })
  const told = before.filter(({ subject }) => subject === first?.id)
  expect(told.map(({ type, time }) => [type, time])).toEqual([
    ['profile_updated', first?.createdAt],
    ['user_registered', first?.createdAt],
  ])
  expect((await auth.events()).length - before.length).toBe(2)
})

test('whoever is there by id is left as they are', async () => {
  const user = someone()
  await seed([user])
  expect(await seed([{ ...user, displayName: 'Other', handle: 'other_handle' }])).toMatchObject({
    created: 0,
    existing: 1,
  })
  expect(await auth.services.accounts.byHandle(user.handle)).toMatchObject({ displayName: user.displayName })
})

test('two at the same moment with the same people: each is there once', async () => {
  const users = Array.from({ length: 40 }, () => someone())
  const both = await Promise.all([seed(users), seed(users.toReversed())])
  const created = both.map((outcome) => (outcome.__typename === 'SeedUsersSuccess' ? outcome.created : outcome.message))
  expect(new Set(created)).toEqual(new Set([0, 40]))
})

test('a handle that somebody else has refuses the whole call', async () => {
  const taken = someone()
  await seed([taken])
  const [fresh, collides] = [someone(), someone({ handle: taken.handle })]
  expect(await seed([fresh, collides])).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path: ['users', '1', 'handle'], code: 'HANDLE_TAKEN' }],
  })
  expect(await auth.services.accounts.byHandle(fresh.handle)).toBeNull()
})

test.each([
  ['id', { id: 'x' }, 'ID_MALFORMED'],
  ['handle', { handle: 'a b' }, 'HANDLE_MALFORMED'],
  ['handle', { handle: 'admin' }, 'HANDLE_RESERVED'],
  ['displayName', { displayName: '' }, 'NAME_LENGTH'],
  ['bio', { bio: 'x'.repeat(501) }, 'BIO_TOO_LONG'],
  ['createdAt', { createdAt: new Date(Date.now() + 60_000) }, 'IN_THE_FUTURE'],
])('rules hold for seeds too: %s', async (field, change, code) => {
  expect(await seed([someone(change)])).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path: ['users', '0', field], code }],
  })
})

test('a call has an end, and each id its turn', async () => {
  expect(await seed(Array.from({ length: maxUsers + 1 }, () => someone()))).toMatchObject({
    fields: [{ code: 'TOO_MANY' }],
  })
  const twice = someone()
  expect(await seed([twice, { ...twice, handle: 'twice' }])).toMatchObject({ fields: [{ code: 'ID_REPEATED' }] })
  expect(await seed([])).toMatchObject({ created: 0, existing: 0 })
})

test('seeded people cannot sign in', async () => {
  const user = someone()
  await seed([user])
  for (const word of ['', 'nobody has this password', 'null']) {
    const outcome = await auth.services.login.login(
      { login: user.handle, password: word, session: 'TOKENS' },
      testCaller(),
    )
    expect(outcome.__typename).toBe('WrongCredentials')
  }
})

test('only admins may, and nobody where seeding is off', async () => {
  const forbidden = expect.objectContaining({ extensions: { code: 'FORBIDDEN' } })
  for (const role of ['USER', 'MODERATOR'] as const)
    await expect(auth.services.seeding.seed({ ...admin, role }, [someone()])).rejects.toEqual(forbidden)
  const off = await testAuth({ seeding: false })
  await expect(off.services.seeding.seed(admin, [someone()])).rejects.toEqual(forbidden)
})
