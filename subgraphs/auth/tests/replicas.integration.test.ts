import { createAuthClient } from '@forum/auth-client'
import { createLogger, createMetrics, internalHeaders } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { expect, test } from 'vitest'
import { bearer, register, runAuth, secrets, soon, testStoresOfAuth } from './running-auth.ts'

const stores = await testStoresOfAuth()
const [one, two] = [await runAuth(stores), await runAuth(stores)]

test('what one replica signs the other knows, and what one ends is ended for the clients of the other', async () => {
  const client = two.client()
  const ann = await register(one)
  expect(await client.verify(ann.accessToken)).toMatchObject({
    status: 'valid',
    userId: ann.id,
    sessionId: ann.sessionId,
    role: 'USER',
  })
  await expect.poll(() => client.ready(), soon).toBe(true)
  await one.ask(
    'mutation { logout { __typename } }',
    {},
    { ...bearer(ann.accessToken), [internalHeaders.sessionMutation]: 'logout' },
  )
  await expect.poll(() => client.verify(ann.accessToken), soon).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
})

type Refreshed = { refreshSession: { __typename: string; tokens: { accessToken: string; refreshToken: string } } }

test('a stolen refresh token that is played at the other replica ends the session at both', async () => {
  const ann = await register(one)
  const [first, second] = [one.client(), two.client()]
  const document = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename
    ... on RefreshSessionSuccess { tokens { accessToken refreshToken } } } }`
  const refresh = async (auth: typeof one, refreshToken: string) =>
    (await auth.ask<Refreshed>(document, { input: { refreshToken } })).data.refreshSession
  const { tokens } = await refresh(one, ann.refreshToken)
  const next = await refresh(two, tokens.refreshToken)
  for (const client of [first, second])
    expect(await client.verify(next.tokens.accessToken)).toMatchObject({ status: 'valid' })
  expect((await refresh(two, ann.refreshToken)).__typename).toBe('WrongCredentials')
  for (const client of [first, second])
    await expect
      .poll(() => client.verify(next.tokens.accessToken), soon)
      .toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
  expect((await refresh(one, next.tokens.refreshToken)).__typename).toBe('WrongCredentials')
})

test('a client whose only replica goes away fails closed', async () => {
  const third = await runAuth(stores)
  const client = third.client()
  const [known, unknown] = [await register(third), await register(third)]
  expect(await client.verify(known.accessToken)).toMatchObject({ status: 'valid' })
  await third.stop()
  await expect.poll(() => client.ready(), soon).toBe(false)
  expect(await client.verify(unknown.accessToken)).toEqual({ status: 'unavailable' })
})

test('a client of several replicas goes on with the others', async () => {
  const third = await runAuth(stores)
  const client = createAuthClient({
    url: `ipv4:${third.grpcUrl},${one.grpcUrl}`,
    service: 'gateway',
    secret: secrets.gateway,
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics: createMetrics('client'),
  })
  cleanUp(() => client.close())
  await expect.poll(() => client.ready(), soon).toBe(true)
  await third.stop()
  for (let turn = 0; turn < 6; turn++) {
    const someone = await register(one)
    expect(await client.verify(someone.accessToken)).toMatchObject({ status: 'valid' })
  }
  await expect.poll(() => client.ready(), soon).toBe(true)
})

test('what happened reaches Kafka whichever replica saw it, and a drain says when', async () => {
  const told: string[] = []
  const all = Promise.withResolvers<void>()
  const [ann, bob] = [await register(one), await register(two, 'bob')]
  const wanted = new Set([ann, bob].flatMap(({ id }) => [`user_registered ${id}`, `profile_updated ${id}`]))
  const consumer = stores.broker.consumer({
    groupId: 'reader',
    topics: ['auth', 'profiles'],
    handle: async ({ events }) => {
      for (const { type, subject } of events) {
        told.push(`${type} ${subject}`)
        wanted.delete(`${type} ${subject}`)
      }
      if (wanted.size === 0) all.resolve()
    },
  })
  await consumer.start()
  const drained = await fetch(`${two.url}/internal/drain`, {
    method: 'POST',
    headers: { [internalHeaders.gatewaySecret]: secrets.subgraph },
  })
  expect(drained.status).toBe(204)
  await all.promise
  await consumer.stop()
  expect(told.filter((each) => each.includes(ann.id)).toSorted((a, b) => a.localeCompare(b))).toEqual([
    `profile_updated ${ann.id}`,
    `user_registered ${ann.id}`,
  ])
})
