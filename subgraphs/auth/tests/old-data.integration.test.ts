import { oldDatabase, oldForum, testBroker } from '@forum/testing'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { bearer, type RunningAuth, runAuth } from './running-auth.ts'

// What measured-2026-11 left in Auth's database, under today's migrations and today's Auth.

let auth: RunningAuth
let jwks: Parameters<typeof createLocalJWKSet>[0]
const { ann, ben } = oldForum.people

beforeAll(async () => {
  const database = await oldDatabase('auth')
  await database.migrate()
  auth = await runAuth({ databaseUrl: database.url, broker: await testBroker() })
  jwks = await (await fetch(`${auth.url}/.well-known/jwks.json`)).json()
})

test('every row of each table is as it was', async () => {
  const database = await oldDatabase('auth')
  const before = await database.rows()
  await database.migrate()
  expect(await database.rows(before)).toEqual(before)
  expect(before.accounts).toHaveLength(4)
})

const login = `mutation ($input: LoginInput!) { login(input: $input) { __typename
  ... on LoginSuccess { viewer { user { handle role } } tokens { accessToken } } } }`
const refresh = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename
  ... on RefreshSessionSuccess { tokens { accessToken refreshToken } } } }`

type Refreshed = { refreshSession: { __typename: string; tokens: { accessToken: string } } }

test.each(oldForum.logins)('the password of $login still signs in', async (input) => {
  const { data, errors } = await auth.ask(login, { input })
  expect(errors).toBeUndefined()
  const role = input.login === 'admin' ? 'ADMIN' : 'USER'
  expect(data).toMatchObject({
    login: { __typename: 'LoginSuccess', viewer: { user: { handle: input.login, role } } },
  })
})

test('the address of before signs in too: it is a claim that does not lapse, and the only one', async () => {
  const [old] = oldForum.logins.filter((each) => each.login === 'ann')
  const { data } = await auth.ask(login, { input: { login: 'ANN@example.org', password: old?.password } })
  expect(data).toMatchObject({ login: { __typename: 'LoginSuccess', viewer: { user: { handle: 'ann' } } } })
})

test('another password does not', async () => {
  const { data } = await auth.ask(login, { input: { login: 'ann', password: 'ann opens the door 8' } })
  expect(data).toEqual({ login: { __typename: 'WrongCredentials' } })
})

test('an access token that an old key signed is still good, until its time is over', async () => {
  const { payload } = await jwtVerify(ann.accessToken, createLocalJWKSet(jwks), {
    issuer: oldForum.issuer,
    currentDate: new Date((decodeJwt(ann.accessToken).iat ?? 0) * 1_000),
  })
  expect(payload.sub).toBe(ann.id)
})

test('an old refresh token goes on with its session, and the old key signs', async () => {
  const { data } = await auth.ask<Refreshed>(refresh, { input: { refreshToken: ann.refreshToken } })
  expect(data.refreshSession.__typename).toBe('RefreshSessionSuccess')
  const { accessToken } = data.refreshSession.tokens
  expect(decodeJwt(accessToken).sid).toBe(decodeJwt(ann.accessToken).sid)
  await jwtVerify(accessToken, createLocalJWKSet(jwks))
  expect(jwks.keys).toHaveLength(1)
  const { data: answer } = await auth.ask<{ viewer: { sessions: { id: string }[] } }>(
    '{ viewer { email user { displayName bio } sessions { id } } }',
    {},
    bearer(accessToken),
  )
  expect(answer.viewer).toMatchObject({
    email: 'ann@example.org',
    user: { displayName: 'Ann of the lighthouse', bio: 'Пишу о маяках.' },
  })
  expect(answer.viewer.sessions.map(({ id }) => id)).toContain(decodeJwt(accessToken).sid)
})

test('what had ended stays so, and people are who they were', async () => {
  const { data } = await auth.ask(refresh, { input: { refreshToken: oldForum.endedTokens.refreshToken } })
  expect(data).toEqual({ refreshSession: { __typename: 'WrongCredentials' } })
  const people = await auth.ask('query ($ids: [ID!]!) { users(ids: $ids) { handle } }', { ids: [ann.id, ben.id] })
  expect(people.data).toEqual({ users: [{ handle: 'ann' }, { handle: 'ben' }] })
})
