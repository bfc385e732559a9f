import { createLogger } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { testAuth, testCaller } from '../tests/test-auth.ts'
import { Housekeeping } from './housekeeping.ts'

test('what nobody can need is dropped, what somebody can is not', async () => {
  const auth = await testAuth()
  const { prisma } = auth.database
  const [ann, ended, expired] = [await auth.person('ann'), await auth.person('ended'), await auth.person('expired')]
  await auth.services.logout.logout(testCaller({ accessToken: ended.accessToken }))
  await prisma.$executeRaw`UPDATE sessions SET ended_at = now() - interval '31 days' WHERE id = ${ended.sessionId}::uuid`
  await prisma.$executeRaw`UPDATE sessions SET last_used_at = now() - interval '61 days' WHERE id = ${expired.sessionId}::uuid`
  await prisma.$executeRaw`UPDATE revocations SET created_at = now() - interval '1 hour'`
  await prisma.$executeRaw`UPDATE rate_limits SET expires_at = now() - interval '1 hour'`

  await new Housekeeping({ ...auth, logger: createLogger({ name: 'test', level: 'silent' }) }).tidy()

  expect((await prisma.session.findMany()).map(({ id }) => id)).toEqual([ann.sessionId])
  expect(await prisma.refreshToken.count()).toBe(1)
  expect(await prisma.revocation.count()).toBe(0)
  expect(await prisma.rateLimit.count()).toBe(0)
  expect(await prisma.account.count()).toBe(3)
  expect((await auth.services.tokens.verify(ended.accessToken)).verdict).toEqual({
    status: 'invalid',
    reason: 'SESSION_ENDED',
  })
})
