import { createLogger, createMetrics, StartError } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { testAuth, tokenKeySecret } from '../../../tests/test-auth.ts'
import { openDatabase } from '../../database.ts'
import { KeyRepository } from './key-repository.ts'
import { KeyRing } from './key-ring.ts'
import { KeySeal } from './key-seal.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

async function ringOver(auth: Awaited<ReturnType<typeof testAuth>>, time = { now: 0 }, secret = tokenKeySecret) {
  const database = openDatabase({ url: auth.url, logger, metrics: createMetrics('auth') })
  cleanUp(() => database.close())
  return new KeyRing({ keys: new KeyRepository(database), seal: new KeySeal(secret), logger, now: () => time.now })
}

const keysOf = async (ring: KeyRing) => (await ring.jwks()).keys.map((key) => (key as { kid: string }).kid)

test('several replicas that start at once agree on one first key', async () => {
  const auth = await testAuth()
  await auth.database.prisma.signingKey.deleteMany()
  const rings = await Promise.all(Array.from({ length: 4 }, () => ringOver(auth)))
  await Promise.all(rings.map((ring) => ring.open()))
  const kids = new Set((await Promise.all(rings.map((ring) => ring.signingKey()))).map(({ kid }) => kid))
  expect(kids.size).toBe(1)
})

test('a private key is in the database only sealed, and another secret does not open it', async () => {
  const auth = await testAuth()
  const row = await auth.database.prisma.signingKey.findFirstOrThrow()
  expect(Buffer.from(row.sealedKey).includes(Buffer.from('2a8648ce3d0301', 'hex'))).toBe(false) // the OID of EC keys in PKCS#8
  expect(row.publicJwk).not.toHaveProperty('d')
  const stranger = await ringOver(auth, undefined, 'another secret of the tests, long enough')
  await expect(stranger.open()).rejects.toThrow(StartError)
  await expect(stranger.open()).rejects.toThrow(/^TOKEN_KEY_SECRET: /)
})

test('a rotation logs nobody out: published first, then it signs, then the old one goes', async () => {
  const auth = await testAuth()
  const ann = await auth.person('ann')
  const time = { now: 0 }
  const replica = await ringOver(auth, time)
  await replica.open()
  const old = (await replica.signingKey()).kid

  const fresh = await auth.services.keys.rotate()
  expect(await auth.services.keys.rotate()).toBe(fresh)
  time.now += 60_000
  expect(await keysOf(replica)).toEqual([fresh, old])
  expect((await replica.signingKey()).kid).toBe(old)

  await auth.database.sql.$executeRaw`UPDATE signing_keys SET activates_at = activates_at - interval '10 minutes'`
  time.now += 60_000
  expect((await replica.signingKey()).kid).toBe(fresh)
  await replica.maintain()
  expect(await keysOf(replica)).toEqual([fresh, old])
  expect((await auth.services.tokens.verify(ann.accessToken)).verdict).toMatchObject({
    status: 'valid',
    userId: ann.id,
  })

  await auth.database.sql.$executeRaw`UPDATE signing_keys SET activates_at = activates_at - interval '15 minutes'`
  await replica.maintain()
  expect(await keysOf(replica)).toEqual([fresh])
})

test('a key that is 30 days old is replaced, once, by whichever replica looks first', async () => {
  const auth = await testAuth()
  await auth.database.sql.$executeRaw`
    UPDATE signing_keys SET created_at = created_at - interval '30 days', activates_at = activates_at - interval '30 days'`
  const replica = await ringOver(auth)
  await Promise.all([auth.services.keys.maintain(), replica.maintain()])
  await auth.services.keys.maintain()
  expect(await auth.database.prisma.signingKey.count()).toBe(2)
})

test('a key that another replica has just made is found at once', async () => {
  const auth = await testAuth()
  const time = { now: 0 }
  const replica = await ringOver(auth, time)
  await replica.open()
  const fresh = await auth.services.keys.rotate()
  time.now += 1_000
  expect(await replica.verificationKey(fresh)).not.toBeNull()
  expect(await replica.verificationKey('nobody has this key')).toBeNull()
})

test('anybody can check a token by the published keys', async () => {
  const auth = await testAuth()
  const ann = await auth.person('ann')
  const jwks = await auth.services.keys.jwks()
  const { kid } = decodeProtectedHeader(ann.accessToken)
  expect(jwks.keys).toEqual([expect.objectContaining({ kid, alg: 'ES256', use: 'sig', kty: 'EC', crv: 'P-256' })])
  expect(JSON.stringify(jwks)).not.toContain('"d"')
  const { payload, protectedHeader } = await jwtVerify(ann.accessToken, createLocalJWKSet(jwks as never), {
    issuer: 'http://127.0.0.1:4000',
  })
  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' })
  expect(payload).toMatchObject({ sub: ann.id, sid: ann.sessionId })
  expect(Number(payload.exp) - Number(payload.iat)).toBe(300)
})
