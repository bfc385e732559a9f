import { internalHeaders } from '@forum/service-kit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bearer, register, runAuth, soon, testStoresOfAuth } from './running-auth.ts'

const stores = await testStoresOfAuth()
const auth = await runAuth(stores)

const statements = async () => {
  const metric = await auth.metrics.getSingleMetric('forum_postgres_statements_total')?.get()
  return metric?.values.find(({ labels }) => labels.pool === 'requests')?.value ?? 0
}

/** How many SQL statements `work` took. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const before = await statements()
  await work()
  return (await statements()) - before
}

const representations = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on User { id handle displayName bio role createdAt } ... on Viewer { id email user { handle } } } }`

test('only the gateway may ask', async () => {
  const answer = await fetch(`${auth.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(answer.status).toBe(403)
  const wrong = await auth.ask('{ viewer { id } }', {}, { [internalHeaders.gatewaySecret]: 'wrong' })
  expect(wrong.status).toBe(403)
})

test('register, look, change, log out', async () => {
  const ann = await register(auth)
  const me = bearer(ann.accessToken)
  const page = '{ viewer { id email user { id handle displayName role } sessions { id client current } } }'
  expect((await auth.ask(page, {}, me)).data).toEqual({
    viewer: {
      id: ann.id,
      email: `${ann.handle}@example.com`,
      user: { id: ann.id, handle: ann.handle, displayName: ann.handle, role: 'USER' },
      sessions: [{ id: ann.sessionId, client: 'Unknown program', current: true }],
    },
  })
  const change = `mutation { updateProfile(input: { displayName: "Ann", bio: "hello" }) { ... on UpdateProfileSuccess { user { displayName bio } } } }`
  const changed = { updateProfile: { user: { displayName: 'Ann', bio: 'hello' } } }
  expect((await auth.ask(change, {}, me)).data).toEqual(changed)
  const logout = 'mutation { logout { __typename ... on LogoutSuccess { sessionId } } }'
  const out = await auth.ask(logout, {}, { ...me, [internalHeaders.sessionMutation]: 'logout' })
  expect(out.data).toEqual({ logout: { __typename: 'LogoutSuccess', sessionId: ann.sessionId } })
  expect(out.headers.getSetCookie()).toHaveLength(3)
})

test('the schema has nothing that is not built yet', async () => {
  const { data } = await auth.ask<{ _service: { sdl: string } }>('{ _service { sdl } }')
  for (const absent of ['avatarUrl', 'SecondFactor']) expect(data._service.sdl).not.toContain(absent)
})

describe('reading people', () => {
  test('a page of 20 authors is one statement, and 100 are one too', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => register(auth)))
    const page = people.map(({ id }) => ({ __typename: 'User', id }))
    const ask = (all: object[]) =>
      auth.ask<{ _entities: { handle: string }[] }>(representations, { representations: all })
    expect((await ask(page)).data._entities.map(({ handle }) => handle)).toEqual(people.map(({ handle }) => handle))
    expect(await counted(() => ask(page))).toBe(1)
    expect(await counted(() => ask([...page, ...page, ...page, ...page, ...page]))).toBe(1)
  })

  test('the viewer of a page is one statement more', async () => {
    const ann = await register(auth)
    const page = '{ viewer { id email user { handle displayName } } }'
    const ask = () => auth.ask<{ viewer: { email: string } }>(page, {}, bearer(ann.accessToken))
    expect((await ask()).data.viewer.email).toContain(ann.handle)
    expect(await counted(ask)).toBe(1)
  })

  test('users keeps the order of the ids, with null for nobody; at most 100', async () => {
    const [ann, bob] = [await register(auth), await register(auth, 'bob')]
    const nobody = '0190a000-0000-7000-8000-00000000000f'
    const query = 'query ($ids: [ID!]!) { users(ids: $ids) { handle } }'
    const { data } = await auth.ask(query, { ids: [bob.id, nobody, ann.id.toUpperCase(), bob.id] })
    expect(data).toEqual({ users: [{ handle: bob.handle }, null, { handle: ann.handle }, { handle: bob.handle }] })
    expect((await auth.ask(query, { ids: Array(101).fill(ann.id) })).errors?.[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    )
    expect((await auth.ask(query, { ids: ['rubbish'] })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('a reference that is nobody is null and leaves the others', async () => {
    const ann = await register(auth)
    const { data } = await auth.ask(representations, {
      representations: [
        { __typename: 'User', id: 'rubbish' },
        { __typename: 'User', id: ann.id },
        { __typename: 'User', id: '0190a000-0000-7000-8000-00000000000f' },
      ],
    })
    expect(data).toEqual({ _entities: [null, expect.objectContaining({ handle: ann.handle }), null] })
  })

  test('a Viewer is given to nobody but themselves', async () => {
    const [ann, bob] = [await register(auth), await register(auth, 'bob')]
    const asViewer = (id: string, headers = {}) =>
      auth.ask<{ _entities: [{ email: string } | null] }>(
        representations,
        { representations: [{ __typename: 'Viewer', id }] },
        headers,
      )
    expect((await asViewer(ann.id, bearer(ann.accessToken))).data._entities[0]?.email).toContain(ann.handle)
    for (const headers of [{}, bearer(bob.accessToken)]) {
      const refused = await asViewer(ann.id, headers)
      expect(refused.data._entities).toEqual([null])
      expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    }
  })
})

describe('a credential', () => {
  test('that is bad, expired or ended is said so, with its reason', async () => {
    const ann = await register(auth)
    const reasonFor = async (token: string) =>
      (await auth.ask('{ viewer { id } }', {}, bearer(token))).errors?.[0]?.extensions
    expect(await reasonFor('rubbish')).toEqual({ code: 'UNAUTHENTICATED', reason: 'BAD_TOKEN' })
    const everywhere = await auth.ask(
      'mutation { logoutEverywhere { ... on LogoutEverywhereSuccess { endedSessions } } }',
      {},
      bearer(ann.accessToken),
    )
    expect(everywhere.data).toEqual({ logoutEverywhere: { endedSessions: 1 } })
    await expect
      .poll(() => reasonFor(ann.accessToken), soon)
      .toEqual({ code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED' })
  })

  test('is needed for what only somebody may do', async () => {
    for (const mutation of [
      'logoutEverywhere { __typename }',
      'endSession(input: { id: "0190a000-0000-7000-8000-00000000000f" }) { __typename }',
      'updateProfile(input: { bio: "" }) { __typename }',
      'changePassword(input: { currentPassword: "", newPassword: "" }) { __typename }',
      'seedUsers(input: { users: [] }) { __typename }',
    ]) {
      const { errors } = await auth.ask(`mutation { ${mutation} }`)
      expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason: 'NO_CREDENTIAL' })
    }
    expect((await auth.ask('{ viewer { id } }')).data).toEqual({ viewer: null })
  })

  test('in cookies: set at login, renewed at refresh, cleared for good', async () => {
    const ann = await register(auth)
    const cookies = (answer: { headers: Headers }) =>
      new Map(
        answer.headers
          .getSetCookie()
          .map((cookie) => (/^(\w+)=([^;]*)/.exec(cookie) ?? []).slice(1) as [string, string]),
      )
    const login = `mutation ($input: LoginInput!) { login(input: $input) { ... on LoginSuccess { tokens { accessToken } viewer { id } } } }`
    const signedIn = await auth.ask(login, {
      input: { login: ann.handle, password: 'correct horse battery', session: 'COOKIES' },
    })
    expect(signedIn.data).toEqual({ login: { tokens: null, viewer: { id: ann.id } } })
    expect(signedIn.headers.get(internalHeaders.newAccessToken)).toBe(cookies(signedIn).get('forum_access'))

    const refresh =
      'mutation { refreshSession(input: {}) { __typename ... on RefreshSessionSuccess { tokens { accessToken } } } }'
    const cookie = cookies(signedIn).get('forum_refresh') ?? ''
    const refreshed = await auth.ask(refresh, {}, { [internalHeaders.refreshCookie]: cookie })
    expect(refreshed.data).toEqual({ refreshSession: { __typename: 'RefreshSessionSuccess', tokens: null } })
    const again = cookies(refreshed).get('forum_refresh')
    expect(again).not.toBe(cookie)

    await auth.ask(
      'mutation { logout { __typename } }',
      {},
      { [internalHeaders.refreshCookie]: cookie, [internalHeaders.sessionMutation]: 'logout' },
    )
    const over = await auth.ask(refresh, {}, { [internalHeaders.refreshCookie]: again ?? '' })
    expect(over.data).toEqual({ refreshSession: { __typename: 'WrongCredentials' } })
    expect(Object.fromEntries(cookies(over))).toEqual({ forum_access: '', forum_refresh: '', forum_signed_in: '' })
  })
})

describe('rubbish', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '',
      '\0',
      '\ud800',
      "'; DROP TABLE accounts; --",
      'a'.repeat(70_000),
      '%00',
      '{"a":1}',
      '\u202e',
      '../../etc/passwd',
    ),
  )
  const mutations = {
    register: ['RegisterInput', fc.record({ handle: text, email: text, password: text, displayName: text })],
    login: ['LoginInput', fc.record({ login: text, password: text })],
    refreshSession: ['RefreshSessionInput', fc.record({ refreshToken: text })],
    endSession: ['EndSessionInput', fc.record({ id: text })],
    updateProfile: ['UpdateProfileInput', fc.record({ displayName: text, bio: text })],
    changePassword: ['ChangePasswordInput', fc.record({ currentPassword: text, newPassword: text })],
  } as const

  test.each(Object.entries(mutations))('in %s is an answer, never a fault', async (name, [type, input]) => {
    const ann = await register(auth)
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`
    const law = fc.asyncProperty(input as fc.Arbitrary<object>, async (value) => {
      const answer = await auth.ask(document, { input: value }, bearer(ann.accessToken))
      expect(answer.status).toBeLessThan(500)
      expect(answer.errors?.map(({ extensions }) => extensions.code) ?? []).not.toContain('INTERNAL_SERVER_ERROR')
    })
    await fc.assert(law, { numRuns: 25 })
  })

  test('in queries and references is an answer, never a fault', async () => {
    const law = fc.asyncProperty(text, async (value) => {
      const answers = await Promise.all([
        auth.ask('query ($value: String!) { user(handle: $value) { id } }', { value }),
        auth.ask('query ($value: ID!) { users(ids: [$value]) { id } }', { value }),
        auth.ask(representations, {
          representations: [
            { __typename: 'User', id: value },
            { __typename: 'Viewer', id: value },
          ],
        }),
        auth.ask('{ viewer { id } }', {}, { authorization: `Bearer ${encodeURIComponent(value.toWellFormed())}` }),
      ])
      for (const { status, errors } of answers) {
        expect(status).toBeLessThan(500)
        expect(errors?.map(({ extensions }) => extensions.code) ?? []).not.toContain('INTERNAL_SERVER_ERROR')
      }
    })
    await fc.assert(law, { numRuns: 25 })
  })
})
