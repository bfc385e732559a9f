import { expect, test } from 'vitest'
import { type TestPerson, testAuth, viewerOf } from '../../../tests/test-auth.ts'
import type { ProfileInput } from './profile-service.ts'

const auth = await testAuth()

const update = (person: TestPerson, input: ProfileInput) => auth.services.profiles.update(viewerOf(person), input)

const profileEvents = async (person: TestPerson) =>
  (await auth.events())
    .filter(({ type, subject }) => type === 'profile_updated' && subject === person.id)
    .map(({ data }) => data)

test('changes what is given, leaves the rest, and tells the state after it', async () => {
  const ann = await auth.person('ann')
  await update(ann, { displayName: ' Ann Lee ', bio: 'first\r\nsecond' })
  await update(ann, { displayName: 'Ann' })
  expect(await auth.services.accounts.byHandle(ann.handle)).toMatchObject({ displayName: 'Ann', bio: 'first\nsecond' })
  const of = { userId: ann.id, handle: ann.handle, avatarUrl: null }
  expect(await profileEvents(ann)).toEqual([
    { ...of, displayName: ann.handle, version: 1 },
    { ...of, displayName: 'Ann Lee', version: 2 },
    { ...of, displayName: 'Ann', version: 3 },
  ])
})

test('what changes nothing tells nothing', async () => {
  const ann = await auth.person('ann')
  expect(await update(ann, { displayName: ann.handle })).toMatchObject({ __typename: 'UpdateProfileSuccess' })
  expect(await update(ann, {})).toMatchObject({ __typename: 'UpdateProfileSuccess' })
  expect(await profileEvents(ann)).toHaveLength(1)
})

test('changes at the same moment get versions of their own, and events in their order', async () => {
  const ann = await auth.person('ann')
  await Promise.all(Array.from({ length: 8 }, (_, n) => update(ann, { bio: `bio ${n}` })))
  expect((await profileEvents(ann)).map((data) => (data as { version: number }).version)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9,
  ])
})

test.each([
  [{ displayName: '' }, 'NAME_LENGTH'],
  [{ displayName: '   ' }, 'NAME_LENGTH'],
  [{ displayName: 'x'.repeat(51) }, 'NAME_LENGTH'],
  [{ displayName: 'two\nlines' }, 'NAME_CHARACTERS'],
  [{ displayName: 'nul\0' }, 'NAME_CHARACTERS'],
  [{ displayName: 'half \ud83d emoji' }, 'NAME_CHARACTERS'],
  [{ displayName: 'turned \u202e round' }, 'NAME_CHARACTERS'],
  [{ displayName: '\u200b\u2060' }, 'NAME_INVISIBLE'],
  [{ bio: 'x'.repeat(501) }, 'BIO_TOO_LONG'],
  [{ bio: 'nul\0' }, 'BIO_CHARACTERS'],
])('%j is refused', async (input, code) => {
  const ann = await auth.person('ann')
  expect(await update(ann, input)).toMatchObject({ __typename: 'InvalidInput', fields: [{ code }] })
})

test('50 characters are 50 letters of any script', async () => {
  const ann = await auth.person('ann')
  expect(await update(ann, { displayName: '🙂'.repeat(50), bio: 'я'.repeat(500) })).toMatchObject({
    __typename: 'UpdateProfileSuccess',
  })
})

test('an account has 300 writes in 10 minutes', async () => {
  const ann = await auth.person('ann')
  await update(ann, {})
  await auth.database.prisma
    .$executeRaw`UPDATE rate_limits SET points = 299 WHERE expires_at > now() + interval '9 minutes'`
  expect(await update(ann, {})).toMatchObject({ __typename: 'UpdateProfileSuccess' })
  expect(await update(ann, {})).toMatchObject({ __typename: 'RateLimited' })
})
