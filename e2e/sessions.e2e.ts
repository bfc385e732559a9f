import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnswerError, type ForumNetwork, GraphQLClient, type Person, type Tokens, until } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

let forum: ForumNetwork

beforeAll(async () => {
  forum = await startNetwork()
})
afterAll(() => forum?.stop())

type Refreshed = { refreshSession: { __typename: string; tokens?: Tokens; code?: string } }

async function refresh(refreshToken: string): Promise<Refreshed['refreshSession']> {
  const { refreshSession } = await forum.anonymous.query<Refreshed>(
    `mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) {
      __typename ... on RefreshSessionSuccess { tokens { accessToken refreshToken expiresAt } } ... on Problem { code } } }`,
    { input: { refreshToken } },
  )
  return refreshSession
}

async function tokensFrom(refreshToken: string): Promise<Tokens> {
  const { tokens, ...rest } = await refresh(refreshToken)
  if (!tokens) throw new Error(JSON.stringify(rest))
  return tokens
}

/** Who the gateway says that the bearer of an access token is. */
async function whoIs(accessToken: string): Promise<{ handle: string | undefined; errors: AnswerError[] }> {
  const client = new GraphQLClient(forum.url, () => ({ authorization: `Bearer ${accessToken}` }))
  const { data, errors } = await client.run<{ viewer: { user: { handle: string } } | null }>(
    '{ viewer { user { handle } } }',
  )
  return { handle: data?.viewer?.user.handle, errors }
}

/** At once: as fast as news travels from Auth to the gateway. */
async function ended(accessToken: string): Promise<void> {
  await until(async () => {
    const { handle, errors } = await whoIs(accessToken)
    if (handle) return `${handle} is still let in`
    const [error] = errors
    return (
      (error?.extensions?.code === 'UNAUTHENTICATED' && error.extensions.reason === 'SESSION_ENDED') ||
      JSON.stringify(errors)
    )
  }, 1_000)
}

async function signedIn(handle: string): Promise<Person> {
  const person = await forum.person(handle)
  expect((await whoIs(person.tokens.accessToken)).handle).toBe(handle)
  return person
}

test('a lost answer: the same refresh token gives the same successor again, and the session goes on', async () => {
  showLogsOnFailure(forum)
  const ann = await signedIn('ann')
  const lost = await tokensFrom(ann.tokens.refreshToken)
  const again = await tokensFrom(ann.tokens.refreshToken)
  expect(again.refreshToken).toBe(lost.refreshToken)
  const next = await tokensFrom(again.refreshToken)
  expect(next.refreshToken).not.toBe(again.refreshToken)
  for (const { accessToken } of [lost, again, next]) expect((await whoIs(accessToken)).handle).toBe('ann')
})

test('twenty copies of one refresh at the same time all get the same successor', async () => {
  showLogsOnFailure(forum)
  const eve = await signedIn('eve')
  const all = await Promise.all(Array.from({ length: 20 }, () => tokensFrom(eve.tokens.refreshToken)))
  expect(new Set(all.map(({ refreshToken }) => refreshToken)).size).toBe(1)
})

test('a stolen token: its replay ends the whole family and its access tokens at once, and no other session', async () => {
  showLogsOnFailure(forum)
  const bob = await signedIn('bob')
  const stolen = bob.tokens.refreshToken
  const phone = new GraphQLClient(forum.url)
  const { tokens: ofPhone } = await phone.mutate<{ tokens: Tokens }>(
    `mutation Login($input: LoginInput!) { login(input: $input) {
      __typename ... on LoginSuccess { tokens { accessToken refreshToken expiresAt } } } }`,
    { input: { login: 'bob', password: bob.password } },
  )
  const first = await tokensFrom(stolen)
  const second = await tokensFrom(first.refreshToken)
  expect((await whoIs(second.accessToken)).handle).toBe('bob')

  expect((await refresh(stolen)).__typename).toBe('WrongCredentials')
  await ended(second.accessToken)
  await ended(first.accessToken)
  await ended(bob.tokens.accessToken)
  expect((await refresh(second.refreshToken)).__typename).toBe('WrongCredentials')

  expect((await whoIs(ofPhone.accessToken)).handle).toBe('bob')
  await tokensFrom(ofPhone.refreshToken)
})

test('signing out ends the access token at once', async () => {
  showLogsOnFailure(forum)
  const kim = await signedIn('kim')
  await kim.client.mutate('mutation { logout { __typename } }')
  await ended(kim.tokens.accessToken)
  expect((await refresh(kim.tokens.refreshToken)).__typename).toBe('WrongCredentials')
})
