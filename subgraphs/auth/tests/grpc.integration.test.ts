import { AccountServiceClient, TokenServiceClient, type VerifyTokenResponse } from '@forum/auth-client/proto'
import { serviceMetadata } from '@forum/grpc'
import { cleanUp } from '@forum/testing'
import { credentials, Metadata, makeClientConstructor, type ServiceError, status } from '@grpc/grpc-js'
import { service } from 'grpc-health-check'
import { expect, test } from 'vitest'
import { register, runAuth, secrets, testStoresOfAuth } from './running-auth.ts'

const auth = await runAuth(await testStoresOfAuth())

const raw = new TokenServiceClient(auth.grpcUrl, credentials.createInsecure())
cleanUp(async () => raw.close())

const metadataOf = (name?: string, secret?: string) => {
  const metadata = new Metadata()
  if (name) metadata.set(serviceMetadata.name, name)
  if (secret) metadata.set(serviceMetadata.secret, secret)
  return metadata
}

function verify(accessToken: string, metadata: Metadata): Promise<VerifyTokenResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<VerifyTokenResponse>()
  raw.verifyToken({ accessToken }, metadata, (error, response) => (error ? reject(error) : resolve(response)))
  return promise
}

test('each service has a secret of its own, and nobody else is answered', async () => {
  const ann = await register(auth)
  const known = [metadataOf('gateway', secrets.gateway), metadataOf('posts', secrets.posts)]
  for (const metadata of known) expect((await verify(ann.accessToken, metadata)).result?.$case).toBe('valid')
  const strangers = [
    metadataOf(),
    metadataOf('gateway'),
    metadataOf('gateway', secrets.posts),
    metadataOf('posts', secrets.gateway),
    metadataOf('stats', secrets.gateway),
    metadataOf('__proto__', secrets.gateway),
    metadataOf('gateway', `${secrets.gateway} `),
  ]
  for (const metadata of strangers)
    await expect(verify(ann.accessToken, metadata)).rejects.toMatchObject({ code: status.UNAUTHENTICATED })
})

test('a stream without a good secret ends at once', async () => {
  const { promise, resolve } = Promise.withResolvers<ServiceError>()
  const call = raw.watchRevocations({}, metadataOf('gateway', 'wrong'))
  call.on('data', () => undefined)
  call.on('error', (error) => resolve(error as ServiceError))
  expect(await promise).toMatchObject({ code: status.UNAUTHENTICATED })
})

test('rubbish is an answer: it is no token', async () => {
  const client = auth.client()
  for (const rubbish of ['a.b.c', 'eyJhbGciOiJub25lIn0.e30.xx', 'aa.bb.cc'])
    expect(await client.verify(rubbish)).toEqual({ status: 'invalid', reason: 'BAD_TOKEN' })
  const answer = await verify('\0', metadataOf('gateway', secrets.gateway))
  expect(answer.result).toEqual({ $case: 'invalid', value: { reason: 1 } })
})

test("an account stands as it stands now, and an id that is nobody's is an answer", async () => {
  const client = auth.client()
  const { id: userId } = await register(auth)
  expect(await client.accountStatus(userId)).toBe('ACTIVE')
  expect(await client.accountStatus(userId.toUpperCase())).toBe('ACTIVE')
  for (const nobody of ['', 'rubbish', '\0', crypto.randomUUID(), `${userId}0`])
    expect([await client.accountStatus(nobody), await client.rankOf(nobody)]).toEqual([null, null])
  expect(await client.rankOf(userId)).toBe('USER')
  const accounts = new AccountServiceClient(auth.grpcUrl, credentials.createInsecure())
  cleanUp(async () => accounts.close())
  const { promise, resolve } = Promise.withResolvers<ServiceError | null>()
  accounts.getAccountStatus({ userId }, metadataOf('posts', 'wrong'), (error) => resolve(error))
  expect(await promise).toMatchObject({ code: status.UNAUTHENTICATED })
})

test('positions keep coming while nothing happens, so that 3 s of silence mean something', async () => {
  const call = raw.watchRevocations({}, metadataOf('gateway', secrets.gateway))
  let last = performance.now()
  const pauses: number[] = []
  for await (const { event } of call as AsyncIterable<{ event?: { $case: string } }>) {
    if (event?.$case !== 'position') continue
    pauses.push(performance.now() - last)
    last = performance.now()
    if (pauses.length === 4) break
  }
  expect(Math.max(...pauses)).toBeLessThan(3_000)
})

test('anybody may ask for its health', async () => {
  const Health = makeClientConstructor(service, 'Health')
  const health = new Health(auth.grpcUrl, credentials.createInsecure())
  cleanUp(async () => health.close())
  for (const name of ['', 'forum.auth.v1.TokenService', 'forum.auth.v1.AccountService']) {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    health.check?.({ service: name }, (error: unknown, response: unknown) =>
      error ? reject(error) : resolve(response),
    )
    expect(await promise).toMatchObject({ status: 'SERVING' })
  }
})
