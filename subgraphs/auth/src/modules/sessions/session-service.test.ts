import { expect, test } from 'vitest'
import { type TestPerson, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { sessions, logout, refresh, tokens } = auth.services

const reasonFor = async (person: Pick<TestPerson, 'accessToken'>) => {
  const { verdict } = await tokens.verify(person.accessToken)
  return verdict.status === 'invalid' ? verdict.reason : 'valid'
}

test('sessions are listed with the one that was last used first; ended and expired ones are not', async () => {
  const ann = await auth.person('ann')
  const [second, third, old] = [await auth.signIn(ann), await auth.signIn(ann), await auth.signIn(ann)]
  await auth.database.prisma
    .$executeRaw`UPDATE sessions SET last_used_at = now() - interval '30 days' WHERE id = ${old.sessionId}::uuid`
  await logout.logout(testCaller({ accessToken: third.accessToken }))
  await refresh.refresh(ann.refreshToken, testCaller())
  const listed = await sessions.listOf(ann)
  expect(listed.map(({ id, current }) => [id, current])).toEqual([
    [ann.sessionId, true],
    [second.sessionId, false],
  ])
})

test('one session is ended by its owner, by nobody else, and once', async () => {
  const [ann, bob] = [await auth.person('ann'), await auth.person('bob')]
  const other = await auth.signIn(ann)
  expect(await sessions.endOne(viewerOf(bob), other.sessionId)).toMatchObject({ __typename: 'NotFound' })
  expect(await reasonFor(other)).toBe('valid')
  expect(await sessions.endOne(viewerOf(ann), other.sessionId.toUpperCase())).toEqual({
    __typename: 'EndSessionSuccess',
    sessionId: other.sessionId,
  })
  expect(await reasonFor(other)).toBe('SESSION_ENDED')
  expect(await reasonFor(ann)).toBe('valid')
  expect(await sessions.endOne(viewerOf(ann), other.sessionId)).toMatchObject({ __typename: 'NotFound' })
})

test('logging out everywhere ends all of them', async () => {
  const ann = await auth.person('ann')
  const all = [ann, await auth.signIn(ann), await auth.signIn(ann)]
  expect(await sessions.logoutEverywhere(viewerOf(ann))).toEqual({
    __typename: 'LogoutEverywhereSuccess',
    endedSessions: 3,
  })
  for (const one of all) expect(await reasonFor(one)).toBe('SESSION_ENDED')
})

test('logging out everywhere while sessions refresh leaves none', async () => {
  const ann = await auth.person('ann')
  const all = [ann, await auth.signIn(ann), await auth.signIn(ann)]
  await Promise.all([
    ...all.map((one) => refresh.refresh(one.refreshToken, testCaller())),
    sessions.logoutEverywhere(viewerOf(ann)),
    sessions.logoutEverywhere(viewerOf(ann)),
  ])
  expect(await sessions.listOf(ann)).toEqual([])
})

test.each([
  ['its refresh cookie', (ann: TestPerson) => ({ refreshCookie: ann.refreshToken })],
  ['its access token', (ann: TestPerson) => ({ accessToken: ann.accessToken })],
  ['its refresh token as the bearer', (ann: TestPerson) => ({ accessToken: ann.refreshToken })],
  [
    'its access token beside a cookie that nobody has',
    (ann: TestPerson) => ({ accessToken: ann.accessToken, refreshCookie: 'nobody' }),
  ],
])('a session is logged out by %s, twice is once, and the cookies are cleared', async (_what, credential) => {
  const ann = await auth.person('ann')
  for (let turn = 0; turn < 2; turn++) {
    const caller = testCaller(credential(ann))
    expect(await logout.logout(caller)).toEqual({ __typename: 'LogoutSuccess', sessionId: ann.sessionId })
    expect(Object.fromEntries(caller.cookies())).toEqual({ forum_access: '', forum_refresh: '', forum_signed_in: '' })
  }
  expect(await reasonFor(ann)).toBe('SESSION_ENDED')
})

test('a session is logged out by a refresh cookie that was used already', async () => {
  const ann = await auth.person('ann')
  await refresh.refresh(ann.refreshToken, testCaller())
  expect(await logout.logout(testCaller({ refreshCookie: ann.refreshToken }))).toMatchObject({
    sessionId: ann.sessionId,
  })
  expect(await reasonFor(ann)).toBe('SESSION_ENDED')
})

test('a logout that fails leaves the cookies, so that it can be tried again', async () => {
  const broken = await testAuth()
  const ann = await broken.person('ann')
  await broken.database.sql.$executeRaw`ALTER TABLE revocations RENAME TO away`
  const caller = testCaller({ refreshCookie: ann.refreshToken })
  await expect(broken.services.logout.logout(caller)).rejects.toThrow(/revocations/)
  expect(caller.cookies().size).toBe(0)
  await broken.database.sql.$executeRaw`ALTER TABLE away RENAME TO revocations`
  expect(await broken.services.logout.logout(caller)).toMatchObject({ sessionId: ann.sessionId })
})

test('what is no credential of ours logs nobody out, but clears the cookies', async () => {
  const caller = testCaller({ refreshCookie: 'x', accessToken: 'a.b.c' })
  expect(await logout.logout(caller)).toMatchObject({ __typename: 'NotFound', code: 'SESSION_NOT_FOUND' })
  expect(caller.cookies().size).toBe(3)
  await expect(logout.logout(testCaller())).rejects.toMatchObject({
    extensions: { code: 'UNAUTHENTICATED', reason: 'NO_CREDENTIAL' },
  })
})
