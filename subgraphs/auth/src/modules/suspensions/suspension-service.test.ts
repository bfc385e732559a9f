import { expect, test } from 'vitest'
import { password, type TestPerson, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { suspensions, suspending, login, refresh, tokens, logout, ranks, audit } = auth.services
const address = '192.0.2.7'
const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60 * 1_000)

const moderator = async () => {
  const [chief, judge] = [await auth.admin(), await auth.person('judge')]
  await ranks.set(chief, { userId: judge.id, role: 'MODERATOR' }, address)
  return viewerOf(judge, 'MODERATOR')
}
const signIn = ({ handle }: TestPerson) => login.login({ login: handle, password, session: 'TOKENS' }, testCaller())
const statusOf = async (id: string) => (await auth.services.accounts.statusOf(id)) ?? 'nobody'
const verdictOf = async (token: string | null) => (await tokens.verify(token ?? '')).verdict
const running = async (id: string) => (await suspensions.runningOf([id])).get(id)
const timePasses = (id: string) =>
  auth.database.prisma
    .$executeRaw`UPDATE suspensions SET until = now() - interval '1 second' WHERE account_id = ${id}::uuid AND ended_at IS NULL`

test('somebody is suspended: every session ends, and signing in says until when and why', async () => {
  const [judge, ann] = [await moderator(), await auth.confirmed('ann')]
  await auth.signIn(ann)
  const until = days(7)
  const outcome = await suspending.suspend(judge, { userId: ann.id.toUpperCase(), until, reason: ' Ads. ' }, address)
  expect(outcome).toEqual({ __typename: 'SuspendUserSuccess', userId: ann.id, endedSessions: 2 })
  expect(await verdictOf(ann.accessToken)).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
  const refused = await signIn(ann)
  expect(refused).toMatchObject({
    __typename: 'AccountSuspended',
    code: 'ACCOUNT_SUSPENDED',
    until,
    reason: 'Ads.',
    canAnswer: false,
  })
  // Who does not know the password learns nothing.
  expect(await login.login({ login: ann.handle, password: 'a guess', session: 'TOKENS' }, testCaller())).toMatchObject({
    __typename: 'WrongCredentials',
  })
  const events = (await auth.events()).filter(({ subject, type }) => subject === ann.id && type === 'user_suspended')
  const actId = refused.__typename === 'AccountSuspended' ? refused.actId : null
  expect(events).toMatchObject([
    { data: { status: 'SUSPENDED', version: 2, actId, actorId: judge.id, ruleId: null, until: until.toISOString() } },
  ])
  const { edges } = await audit.list(await auth.admin(), { userId: ann.id })
  expect(edges.map(({ node }) => node)).toContainEqual(
    expect.objectContaining({ kind: 'SUSPENDED', actorId: judge.id, whomId: ann.id, address }),
  )
  const mail = (await auth.mailsTo(ann.email)).at(-1)
  expect(mail?.subject).toBe('Your account is suspended')
  expect(mail?.text).toContain('Ads.')
})

test('the token of a suspension is for little, for an hour, and ends with the suspension', async () => {
  const [judge, ann] = [await moderator(), await auth.person('ann')]
  await suspending.suspend(judge, { userId: ann.id, until: days(1), reason: 'Ads.' }, address)
  const refused = await signIn(ann)
  const token = refused.__typename === 'AccountSuspended' ? refused.token : null
  const answer = await tokens.verify(token ?? '')
  expect(answer.verdict).toMatchObject({
    status: 'valid',
    userId: ann.id,
    scopes: ['suspended'],
    accountStatus: 'SUSPENDED',
  })
  expect('lifetimeMs' in answer && answer.lifetimeMs).toBeGreaterThan(3_590_000)
  await timePasses(ann.id)
  expect(await verdictOf(token)).toMatchObject({ status: 'invalid' })
  expect(await logout.logout(testCaller({ accessToken: token }))).toMatchObject({ __typename: 'NotFound' })
  // A later suspension does not revive it.
  await suspending.suspend(judge, { userId: ann.id, until: days(2), reason: 'More ads.' }, address)
  expect(await verdictOf(token)).toMatchObject({ status: 'invalid' })
})

test('a suspension that ends within the hour ends its token with it', async () => {
  const [judge, ann] = [await moderator(), await auth.person('ann')]
  await suspending.suspend(judge, { userId: ann.id, until: new Date(Date.now() + 60_000), reason: 'Ads.' }, address)
  const refused = await signIn(ann)
  const answer = await tokens.verify((refused.__typename === 'AccountSuspended' && refused.token) || '')
  expect('lifetimeMs' in answer && answer.lifetimeMs).toBeLessThanOrEqual(60_000)
})

test('it ends by itself: at the next sign-in, or when the house is kept', async () => {
  const [judge, ann, ben] = [await moderator(), await auth.person('ann'), await auth.person('ben')]
  for (const { id } of [ann, ben])
    await suspending.suspend(judge, { userId: id, until: days(1), reason: 'Ads.' }, address)
  await timePasses(ann.id)
  await timePasses(ben.id)
  expect(await running(ann.id)).toBeUndefined()
  expect(await signIn(ann)).toMatchObject({ __typename: 'LoginSuccess' })
  expect([await statusOf(ann.id), await statusOf(ben.id)]).toEqual(['ACTIVE', 'SUSPENDED'])
  await Promise.all([suspensions.endAllPassed(), suspensions.endAllPassed()])
  expect(await statusOf(ben.id)).toBe('ACTIVE')
  const events = (await auth.events()).filter(({ subject, type }) => subject === ben.id && type === 'user_reinstated')
  expect(events).toMatchObject([{ data: { status: 'ACTIVE', version: 3, actorId: null } }])
})

test('a moderator gives at most 30 days, and leaves alone what is longer', async () => {
  const [chief, judge, ann] = [await auth.admin(), await moderator(), await auth.person('ann')]
  for (const until of [days(31), null, undefined])
    expect(await suspending.suspend(judge, { userId: ann.id, until, reason: 'Ads.' }, address)).toMatchObject({
      __typename: 'NotAllowed',
      code: 'TOO_LONG',
    })
  const give = (until: Date) => suspending.suspend(judge, { userId: ann.id, until, reason: 'Ads.' }, address)
  expect(await give(days(30))).toMatchObject({ __typename: 'SuspendUserSuccess' })
  expect(await give(days(3))).toMatchObject({ __typename: 'SuspendUserSuccess', endedSessions: 0 })
  expect(await suspending.suspend(chief, { userId: ann.id, reason: 'Worse.' }, address)).toMatchObject({
    __typename: 'SuspendUserSuccess',
  })
  expect(await give(days(1))).toMatchObject({ code: 'LONG_SUSPENSION' })
  expect(await suspending.reinstate(judge, ann.id, address)).toMatchObject({ code: 'LONG_SUSPENSION' })
  expect(await running(ann.id)).toMatchObject({ until: null, reason: 'Worse.' })
  expect(await suspending.reinstate(chief, ann.id, address)).toMatchObject({ __typename: 'ReinstateUserSuccess' })
  expect(await signIn(ann)).toMatchObject({ __typename: 'LoginSuccess' })
  // Twice is once.
  expect(await suspending.reinstate(chief, ann.id, address)).toMatchObject({ __typename: 'ReinstateUserSuccess' })
})

test('nobody suspends themselves, an equal or somebody above, nor without a rank', async () => {
  const [chief, other, judge, peer] = [await auth.admin(), await auth.admin(), await moderator(), await moderator()]
  const ann = await auth.person('ann')
  const attempt = (by: typeof chief, userId: string) =>
    suspending.suspend(by, { userId, until: days(1), reason: 'Ads.' }, address)
  for (const [by, whom, code] of [
    [chief, chief, 'ONESELF'],
    [judge, judge, 'ONESELF'],
    [chief, other, 'RANK'],
    [judge, peer, 'RANK'],
    [judge, chief, 'RANK'],
  ] as const) {
    expect(await attempt(by, whom.id)).toMatchObject({ __typename: 'NotAllowed', code })
    expect(await statusOf(whom.id)).toBe('ACTIVE')
  }
  expect(await attempt(chief, peer.id)).toMatchObject({ __typename: 'SuspendUserSuccess' })
  for (const id of ['x', crypto.randomUUID()])
    expect(await attempt(judge, id)).toMatchObject({ __typename: 'NotFound' })
  // Without a rank, by a rank that is old, and while suspended.
  for (const by of [viewerOf(ann), viewerOf(ann, 'MODERATOR'), peer])
    await expect(attempt(by, ann.id)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } })
  await expect(suspending.reinstate(peer, peer.id, address)).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
})

test('a rule fills the reason; what is wrong is said field by field', async () => {
  const [chief, ann] = [await auth.admin(), await auth.person('ann')]
  await auth.services.site.update(chief, { rules: [{ title: 'No ads', text: '' }] }, address)
  const [rule] = (await auth.services.site.read()).rules
  const attempt = (input: object) => suspending.suspend(chief, { userId: ann.id, reason: '', ...input }, address)
  expect(await attempt({ until: new Date(0), ruleId: crypto.randomUUID() })).toMatchObject({
    fields: [{ code: 'REASON_LENGTH' }, { code: 'RULE_NOT_FOUND' }, { code: 'UNTIL_RANGE' }],
  })
  for (const input of [
    { reason: 'x'.repeat(501) },
    { reason: 'x', ruleId: "'; --" },
    { reason: 'x', until: new Date('9999-12-31') },
  ])
    expect(await attempt(input)).toMatchObject({ __typename: 'InvalidInput' })
  expect(await attempt({ ruleId: rule?.id })).toMatchObject({ __typename: 'SuspendUserSuccess' })
  expect(await running(ann.id)).toMatchObject({ reason: 'No ads', until: null })
  await auth.services.site.update(chief, { rules: [] }, address)
})

test('a session that would have gone on hears why not; an older token, and one that signed out, do not', async () => {
  const [judge, ann] = [await moderator(), await auth.person('ann')]
  const [other, left] = [await auth.signIn(ann), await auth.signIn(ann)]
  await logout.logout(testCaller({ accessToken: left.accessToken }))
  await refresh.refresh(other.refreshToken, testCaller())
  await suspending.suspend(judge, { userId: ann.id, until: days(1), reason: 'Ads.' }, address)
  expect(await refresh.refresh(ann.refreshToken, testCaller())).toMatchObject({
    __typename: 'AccountSuspended',
    reason: 'Ads.',
  })
  for (const { refreshToken } of [other, left])
    expect(await refresh.refresh(refreshToken, testCaller())).toMatchObject({ __typename: 'WrongCredentials' })
})

test('who signs in at the same moment is not left with a session', async () => {
  const judge = await moderator()
  for (let round = 0; round < 10; round += 1) {
    const ann = await auth.person('ann')
    const [signedIn] = await Promise.all([
      signIn(ann),
      suspending.suspend(judge, { userId: ann.id, until: days(1), reason: 'Ads.' }, address),
    ])
    const token = signedIn.__typename === 'LoginSuccess' ? signedIn.tokens?.accessToken : null
    expect(await verdictOf(token ?? '')).toMatchObject({ status: 'invalid' })
  }
})

test('of two who suspend somebody at once both acts are kept, and one runs', async () => {
  const [judge, peer, ann] = [await moderator(), await moderator(), await auth.person('ann')]
  await Promise.all(
    [judge, peer].map((by, index) =>
      suspending.suspend(by, { userId: ann.id, until: days(index + 1), reason: 'Ads.' }, address),
    ),
  )
  const acts = await auth.database.prisma.suspension.findMany({ where: { accountId: ann.id } })
  expect(acts).toHaveLength(2)
  expect(acts.filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
})

test('a suspended person gets no rank', async () => {
  const [chief, ann] = [await auth.admin(), await auth.person('ann')]
  await suspending.suspend(chief, { userId: ann.id, reason: 'Ads.' }, address)
  expect(await ranks.set(chief, { userId: ann.id, role: 'MODERATOR' }, address)).toMatchObject({ code: 'SUSPENDED' })
})
