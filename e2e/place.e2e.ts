import { cookieNames } from '@forum/service-kit'
import { tokenIn } from '@forum/testing/mailbox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { from, newAddress } from './src/addresses.ts'
import { type ForumNetwork, GraphQLClient, Person } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'
import { until } from './src/until.ts'

let forum: ForumNetwork
let admin: Person

beforeAll(async () => {
  forum = await startNetwork()
  admin = await firstAdmin()
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

/** Made as whoever installs a forum makes one: by the link in Auth's log. */
async function firstAdmin(): Promise<Person> {
  const [{ link } = { link: '' }] = forum.service('auth').linesOf('/first-admin#')
  const input = { handle: 'overseer', email: 'overseer@example.org', password: 'sees over everything 7' }
  const { user } = await forum.anonymous.mutate<{ user: { id: string } }>(
    `mutation First($input: CreateFirstAdminInput!) { createFirstAdmin(input: $input) { ... on CreateFirstAdminSuccess { user { id } } ${problem} } }`,
    { input: { ...input, token: String(link).split('#')[1] } },
  )
  const tokens = { accessToken: '', refreshToken: '', expiresAt: '' }
  const person = new Person({ id: user.id, ...input, tokens }, forum.url)
  await person.login()
  return person
}

const problem = '__typename ... on Problem { message code }'
/** Each replica hears of it by the revocations that it follows: within a second, which is not measured here. */
const isEnded = (client: GraphQLClient) =>
  until(async () => {
    const { errors } = await client.run('{ viewer { id } }')
    return errors[0]?.extensions?.reason === 'SESSION_ENDED' || 'the token is good'
  }, 10_000)
const stranger = () => new GraphQLClient(forum.url, () => from(newAddress()))

const updateSite = (input: object) =>
  admin.client.mutate<{ site: { rulesVersion: number } }>(
    `mutation Update($input: UpdateSiteInput!) { updateSite(input: $input) { ... on UpdateSiteSuccess { site { rulesVersion } } ${problem} } }`,
    { input },
  )
const register = (handle: string, more: object = {}) =>
  stranger().query<{ register: { __typename: string; code?: string; next?: string; fields?: { code: string }[] } }>(
    `mutation Register($input: RegisterInput!) { register(input: $input) {
      ... on RegisterSuccess { next } ... on InvalidInput { fields { code } } ${problem} } }`,
    { input: { handle, email: `${handle}@example.org`, password: `${handle} opens the door 7`, ...more } },
  )

test('from open to closed without a restart: rules, an invite, an application that is read', async () => {
  const { site } = await updateSite({
    name: 'The Tea Room',
    registration: 'INVITE',
    rules: [{ title: 'Be kind', text: 'Or be quiet.' }],
  })
  const { rulesVersion } = site
  expect(await forum.anonymous.query('{ site { name registration rules { title } } }')).toEqual({
    site: { name: 'The Tea Room', registration: 'INVITE', rules: [{ title: 'Be kind' }] },
  })
  expect((await register('uninvited', { rulesVersion })).register.fields).toEqual([{ code: 'INVITE_NEEDED' }])
  const { invite } = await admin.client.mutate<{ invite: { code: string } }>(
    `mutation Invite { createInvite { ... on CreateInviteSuccess { invite { code } } ${problem} } }`,
  )
  expect((await register('invited', { rulesVersion, invite: invite.code })).register).toMatchObject({ next: 'NONE' })
  const invitedBy = '{ user(handle: "invited") { invitedBy { handle } } }'
  expect(await admin.client.query(invitedBy)).toEqual({ user: { invitedBy: { handle: 'overseer' } } })
  expect(await forum.anonymous.query(invitedBy)).toEqual({ user: { invitedBy: null } })

  await updateSite({ registration: 'APPROVAL' })
  expect((await register('applicant', { rulesVersion, application: 'I like tea.' })).register).toMatchObject({
    next: 'AWAIT_APPROVAL',
  })
  const nobody = await forum.anonymous.query(
    `{ user(handle: "applicant") { id } searchUsers(query: "applicant") { edges { node { id } } } }`,
  )
  expect(nobody).toEqual({ user: null, searchUsers: { edges: [] } })
  const [mail] = await forum.mailsTo('applicant@example.org')
  await forum.anonymous.mutate(
    `mutation Confirm($token: String!) { confirmEmail(input: { token: $token }) { ${problem} } }`,
    { token: tokenIn(mail ?? { text: '' }) },
  )
  const { pendingRegistrations } = await admin.client.query<{
    pendingRegistrations: { edges: { node: { id: string; handle: string; email: string; application: string } }[] }
  }>('{ pendingRegistrations { edges { node { id handle email application } } } }')
  expect(pendingRegistrations.edges).toMatchObject([
    { node: { handle: 'applicant', email: 'applicant@example.org', application: 'I like tea.' } },
  ])
  await admin.client.mutate(
    `mutation Decide($input: DecideRegistrationInput!) { decideRegistration(input: $input) { ${problem} } }`,
    { input: { id: pendingRegistrations.edges[0]?.node.id, accept: true } },
  )
  await forum.processAll()
  expect(await forum.anonymous.query('{ user(handle: "applicant") { handle stats { posts } } }')).toEqual({
    user: { handle: 'applicant', stats: { posts: 0 } },
  })
  expect((await forum.mailsTo('applicant@example.org')).at(-1)?.subject).toBe('Your account is open')

  await updateSite({ registration: 'CLOSED' })
  expect((await register('too_late', { rulesVersion })).register).toMatchObject({ code: 'REGISTRATION_CLOSED' })
  await updateSite({ registration: 'OPEN', rules: [] })
  expect((await register('in_time')).register).toMatchObject({ next: 'NONE' })
})

test('a rank that was taken holds on each service', async () => {
  const judge = await forum.person('judge')
  const set = (role: string) =>
    admin.client.mutate(
      `mutation Set($input: SetUserRoleInput!) { setUserRole(input: $input) { ... on SetUserRoleSuccess { user { role } } ${problem} } }`,
      { input: { userId: judge.id, role } },
    )
  expect(await set('ADMIN')).toMatchObject({ user: { role: 'ADMIN' } })
  const requests = () =>
    judge.client.run('{ platformStats { requests { total } } auditLog { edges { node { kind } } } }')
  expect((await requests()).errors).toEqual([])
  await set('USER')
  await until(async () => {
    const codes = (await requests()).errors.map(({ extensions }) => extensions?.code)
    return (codes.length > 0 && codes.every((code) => code === 'FORBIDDEN')) || `${codes}`
  }, 10_000)
  const { auditLog } = await admin.client.query<{ auditLog: { edges: { node: { kind: string; detail: string } }[] } }>(
    `query Log($userId: ID) { auditLog(userId: $userId) { edges { node { kind detail } } } }`,
    { userId: judge.id },
  )
  expect(auditLog.edges.map(({ node }) => node).slice(0, 2)).toEqual([
    { kind: 'ROLE_CHANGED', detail: 'ADMIN to USER' },
    { kind: 'ROLE_CHANGED', detail: 'USER to ADMIN' },
  ])
})

test('somebody is suspended: out on each service, with what they wrote in its place, until it ends', async () => {
  const [judge, ann] = [await forum.person('fair_judge'), await forum.person('noisy')]
  await admin.client.mutate(`mutation Set($input: SetUserRoleInput!) { setUserRole(input: $input) { ${problem} } }`, {
    input: { userId: judge.id, role: 'MODERATOR' },
  })
  const { id } = await ann.post({ title: 'Said before' })
  const loud = await ann.post({ title: 'LOUD' })
  await judge.login()
  const { act } = await judge.client.mutate<{ act: { id: string } }>(
    `mutation Remove($input: RemoveContentInput!) { removeContent(input: $input) {
      ... on RemoveContentSuccess { act { id } } ${problem} } }`,
    { input: { postId: loud.id, reason: 'Not so loud.' } },
  )
  await forum.processAll()
  const seen =
    '{ user(handle: "noisy") { handle displayName stats { posts } posts { edges { node { title } } } suspension { reason } } }'
  const before = await forum.anonymous.query(seen)
  const mine = '{ feed { edges { cursor } } viewer { id exports { edges { cursor } } } }'
  expect((await ann.client.run(mine)).errors).toEqual([])

  const endsAt = new Date(Date.now() + 24 * 60 * 60 * 1_000).toISOString()
  const suspended = await judge.client.mutate<{ user: { suspension: { reason: string } }; endedSessions: number }>(
    `mutation Suspend($input: SuspendUserInput!) { suspendUser(input: $input) {
      ... on SuspendUserSuccess { user { suspension { reason until } } endedSessions } ${problem} } }`,
    { input: { userId: ann.id, until: endsAt, reason: 'Too loud.' } },
  )
  expect(suspended).toMatchObject({ user: { suspension: { reason: 'Too loud.', until: endsAt } }, endedSessions: 1 })
  await isEnded(ann.client)
  await forum.processAll()
  expect(await forum.anonymous.query(seen)).toEqual(before)
  expect(await judge.client.query(seen)).toMatchObject({ user: { suspension: { reason: 'Too loud.' } } })

  const signIn = () =>
    stranger().query<{ login: { __typename: string; token: string | null } }>(
      `mutation In($input: LoginInput!) { login(input: $input) { ... on AccountSuspended { until reason canAnswer token } ${problem} } }`,
      { input: { login: ann.handle, password: ann.password } },
    )
  const { login } = await signIn()
  expect(login).toMatchObject({ code: 'ACCOUNT_SUSPENDED', until: endsAt, reason: 'Too loud.' })
  const bearer = new GraphQLClient(forum.url, () => ({ ...from(newAddress()), authorization: `Bearer ${login.token}` }))
  expect(await bearer.run('{ viewer { id exports { edges { cursor } } } }')).toMatchObject({
    data: { viewer: { id: ann.id, exports: { edges: [] } } },
    errors: [],
  })
  const asConcerned = { reason: 'Not so loud.', by: null, post: { title: 'LOUD' } }
  expect(
    await bearer.run(
      `{ viewer { acts { edges { node { reason by { id } post { title } } } } } moderationAct(id: "${act.id}") { reason by { id } post { title } } }`,
    ),
  ).toMatchObject({
    data: { viewer: { acts: { edges: [{ node: asConcerned }] } }, moderationAct: asConcerned },
    errors: [],
  })
  for (const query of ['{ feed { edges { cursor } } }', '{ viewer { email } }', `{ post(id: "${id}") { id } }`])
    expect((await bearer.run(query)).errors[0]?.extensions?.code).toBe('INSUFFICIENT_SCOPE')
  const inCookies = new GraphQLClient(forum.url, () => ({
    ...from(newAddress()),
    origin: forum.url,
    cookie: `${cookieNames(forum.url).access}=${login.token}`,
  }))
  expect((await inCookies.run('{ viewer { id } }')).errors[0]?.extensions?.reason).toBe('BAD_TOKEN')

  await judge.client.mutate(
    `mutation End($input: ReinstateUserInput!) { reinstateUser(input: $input) { ${problem} } }`,
    { input: { userId: ann.id } },
  )
  await isEnded(bearer)
  expect((await signIn()).login.__typename).toBe('LoginSuccess')
})

test('an old proof of the password is asked for again', async () => {
  await forum.stores.sql('auth', `UPDATE sessions SET proved_at = now() - interval '11 minutes'`)
  await expect(updateSite({ description: 'Tea, and talk of it.' })).rejects.toThrow('PASSWORD_NEEDED')
  await admin.client.mutate(
    `mutation Confirm($password: String!) { confirmPassword(input: { currentPassword: $password }) { ${problem} } }`,
    { password: admin.password },
  )
  await updateSite({ description: 'Tea, and talk of it.' })
})
