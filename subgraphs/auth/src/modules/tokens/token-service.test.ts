import { createHmac, generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { testAuth, testCaller } from '../../../tests/test-auth.ts'

const auth = await testAuth()

const verify = (token: string) => auth.services.tokens.verify(token)

test('says who it is, as they are now', async () => {
  const ann = await auth.person('ann')
  const answer = await verify(ann.accessToken)
  expect(answer.verdict).toMatchObject({
    status: 'valid',
    userId: ann.id,
    handle: ann.handle,
    role: 'USER',
    sessionId: ann.sessionId,
    scopes: ['*'],
    accountStatus: 'ACTIVE',
  })
  expect('lifetimeMs' in answer && answer.lifetimeMs).toBeGreaterThan(290_000)
  await auth.services.administration.createAdmin({ handle: ann.handle })
  const again = await auth.signIn(ann)
  expect((await verify(again.accessToken)).verdict).toMatchObject({ role: 'ADMIN' })
})

test('an ended session says so, and as of a revocation that is not older', async () => {
  const ann = await auth.person('ann')
  const before = await verify(ann.accessToken)
  await auth.services.logout.logout(testCaller({ accessToken: ann.accessToken }))
  const after = await verify(ann.accessToken)
  expect(after.verdict).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
  expect(after.asOf).toBe(before.asOf + 1)
})

test('an expired token is expired, by the clock of the database', async () => {
  const ann = await auth.person('ann')
  const { kid } = await auth.services.keys.signingKey()
  const { privateKey } = await auth.services.keys.signingKey()
  const claims = decodeJwt(ann.accessToken)
  const expired = await new SignJWT({ ...claims, exp: Math.floor(Date.now() / 1_000) - 1 })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
    .sign(privateKey)
  expect((await verify(expired)).verdict).toEqual({ status: 'invalid', reason: 'SESSION_EXPIRED' })
})

test('nothing but our own signature over our own kind of token is believed', async () => {
  const ann = await auth.person('ann')
  const claims = decodeJwt(ann.accessToken)
  const header = decodeProtectedHeader(ann.accessToken)
  const [head = '', body = '', signature = ''] = ann.accessToken.split('.')
  const { kid, privateKey } = await auth.services.keys.signingKey()
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (change: object, protectedHeader: object = {}) =>
    new SignJWT({ ...claims, ...change })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...protectedHeader })
      .sign(privateKey)
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hmacInput = `${encode({ ...header, alg: 'HS256' })}.${body}`
  const forged = {
    'another body': `${head}.${encode({ ...claims, sub: '0190a000-0000-7000-8000-000000000001' })}.${signature}`,
    'no signature': `${encode({ ...header, alg: 'none' })}.${body}.`,
    'signature cut': `${head}.${body}.${signature.slice(0, -4)}`,
    'another key': await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'ES256' }).sign(foreign.privateKey),
    'the public key as an HMAC secret': `${hmacInput}.${createHmac(
      'sha256',
      JSON.stringify(await auth.services.keys.jwks()),
    )
      .update(hmacInput)
      .digest('base64url')}`,
    'an unknown key id': await signed({}, { kid: 'nobody' }),
    'no key id': await signed({}, { kid: undefined }),
    'another type': await signed({}, { typ: 'JWT' }),
    'another issuer': await signed({ iss: 'http://elsewhere.example' }),
    'another audience': await signed({ aud: 'http://elsewhere.example' }),
    'no session': await signed({ sid: undefined }),
    'rubbish for a user': await signed({ sub: "'; --" }),
    'a refresh token': ann.refreshToken,
    rubbish: 'a.b.c',
    nothing: '',
    'not text': '\0\ud800',
  }
  for (const [what, token] of Object.entries(forged))
    expect([what, (await verify(token)).verdict]).toEqual([what, { status: 'invalid', reason: 'BAD_TOKEN' }])
})

test('a session of somebody else does not make a token good', async () => {
  const [ann, bob] = [await auth.person('ann'), await auth.person('bob')]
  const { kid, privateKey } = await auth.services.keys.signingKey()
  const mixed = await new SignJWT({ ...decodeJwt(ann.accessToken), sid: bob.sessionId })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
    .sign(privateKey)
  expect((await verify(mixed)).verdict).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
})
