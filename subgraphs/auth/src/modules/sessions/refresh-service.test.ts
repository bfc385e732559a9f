import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type TestAuth, type TestPerson, testAuth, testCaller, tokenKeySecret } from '../../../tests/test-auth.ts'
import { RefreshTokens } from './refresh-tokens.ts'

const auth = await testAuth()

const refreshed = async ({ services }: Pick<TestAuth, 'services'>, token: string) => {
  const outcome = await services.refresh.refresh(token, testCaller())
  return outcome.__typename === 'RefreshSessionSuccess' ? outcome.tokens : null
}

const verdictOf = async ({ services }: Pick<TestAuth, 'services'>, token: string) =>
  (await services.tokens.verify(token)).verdict

const isLive = async (auth: TestAuth, person: TestPerson) =>
  (await auth.database.prisma.session.findUniqueOrThrow({ where: { id: person.sessionId } })).endedAt === null

describe('a refresh token', () => {
  test('gives a new pair of the same session', async () => {
    const ann = await auth.person('ann')
    const next = await refreshed(auth, ann.refreshToken)
    expect(next?.refreshToken).not.toBe(ann.refreshToken)
    expect(await verdictOf(auth, next?.accessToken ?? '')).toMatchObject({ status: 'valid', sessionId: ann.sessionId })
  })

  test('is in the database only as a hash', async () => {
    const ann = await auth.person('ann')
    const rows = await auth.database.sql.$queryRaw<
      { text: string }[]
    >`SELECT t::text AS text FROM refresh_tokens t WHERE session_id = ${ann.sessionId}::uuid`
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(ann.refreshToken)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(ann.refreshToken).toString('hex'))
    expect(Buffer.from(ann.refreshToken, 'base64url')).toHaveLength(32)
  })

  test('gives the same successor again within 30 s: an answer was lost', async () => {
    const ann = await auth.person('ann')
    const first = await refreshed(auth, ann.refreshToken)
    await auth.age('25 seconds')
    const again = await refreshed(auth, ann.refreshToken)
    expect(again?.refreshToken).toBe(first?.refreshToken)
    expect(await isLive(auth, ann)).toBe(true)
  })

  test('gives the same successor again from another replica', async () => {
    const ann = await auth.person('ann')
    const first = await refreshed(auth, ann.refreshToken)
    const again = await refreshed({ services: await auth.replica() }, ann.refreshToken)
    expect(again?.refreshToken).toBe(first?.refreshToken)
  })

  test('that is repeated after 30 s ends the session and its access tokens', async () => {
    const ann = await auth.person('ann')
    const next = await refreshed(auth, ann.refreshToken)
    await auth.age('31 seconds')
    expect(await refreshed(auth, ann.refreshToken)).toBeNull()
    expect(await isLive(auth, ann)).toBe(false)
    expect(await verdictOf(auth, next?.accessToken ?? '')).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
    expect(await refreshed(auth, next?.refreshToken ?? '')).toBeNull()
  })

  test('that is repeated after its successor was used ends the session: one of the two has stolen it', async () => {
    const ann = await auth.person('ann')
    const second = await refreshed(auth, ann.refreshToken)
    const third = await refreshed(auth, second?.refreshToken ?? '')
    expect(await refreshed(auth, ann.refreshToken)).toBeNull()
    expect(await isLive(auth, ann)).toBe(false)
    expect(await refreshed(auth, third?.refreshToken ?? '')).toBeNull()
  })

  test('ends nothing but its own session', async () => {
    const [ann, bob] = [await auth.person('ann'), await auth.person('bob')]
    await refreshed(auth, ann.refreshToken)
    await auth.age('1 minute')
    await refreshed(auth, ann.refreshToken)
    expect(await refreshed(auth, bob.refreshToken)).not.toBeNull()
  })

  test('is worth nothing 30 days after the last use', async () => {
    const ann = await auth.person('ann')
    await auth.age('29 days 23 hours')
    const next = await refreshed(auth, ann.refreshToken)
    expect(next).not.toBeNull()
    await auth.age('30 days')
    expect(await refreshed(auth, next?.refreshToken ?? '')).toBeNull()
  })

  test('is worth nothing 180 days after the login, however often it was used', async () => {
    const ann = await auth.person('ann')
    let token = ann.refreshToken
    for (let day = 0; day < 175; day += 25) {
      await auth.age('25 days')
      token = (await refreshed(auth, token))?.refreshToken ?? ''
    }
    await auth.age('4 days 23 hours 58 minutes')
    const last = await refreshed(auth, token)
    expect(last).not.toBeNull()
    const lastMinutes = Number(last?.expiresAt) - Date.now()
    expect(lastMinutes).toBeLessThanOrEqual(2 * 60_000)
    await auth.age('2 minutes')
    expect(await refreshed(auth, last?.refreshToken ?? '')).toBeNull()
  }, 60_000)

  test.each([
    ['nothing', ''],
    ['short', 'x'],
    ['not text', 'ä\0\ud800'],
    ['long', 'a'.repeat(100_000)],
  ])('that nobody has is refused: %s', async (_what, rubbish) => {
    expect(await auth.services.refresh.refresh(rubbish, testCaller())).toMatchObject({ __typename: 'WrongCredentials' })
  })
})

describe('cookies', () => {
  test('are renewed for whoever came by cookie, and nothing is in the body', async () => {
    const ann = await auth.person('ann')
    const caller = testCaller({ refreshCookie: ann.refreshToken })
    expect(await auth.services.refresh.refresh(null, caller)).toEqual({
      __typename: 'RefreshSessionSuccess',
      tokens: null,
    })
    expect([...caller.cookies().keys()]).toEqual(['forum_access', 'forum_refresh', 'forum_signed_in'])
    expect(caller.headers.find(([name]) => name === 'x-forum-access-token')?.[1]).toBe(
      caller.cookies().get('forum_access'),
    )
  })

  test('are cleared when the session is over for good', async () => {
    const caller = testCaller({ refreshCookie: 'nobody has this' })
    expect(await auth.services.refresh.refresh(null, caller)).toMatchObject({ __typename: 'WrongCredentials' })
    expect(Object.fromEntries(caller.cookies())).toEqual({ forum_access: '', forum_refresh: '', forum_signed_in: '' })
    expect(caller.headers.every(([, value]) => value.includes('Max-Age=0'))).toBe(true)
  })

  test('are left alone when there were too many tries, and by a program with a bad token', async () => {
    const none = { points: 0, windowSeconds: 60 }
    const strict = await testAuth({ limits: { session: { refreshes: none, unknownRefreshes: none } } })
    const ann = await strict.person('ann')
    const limited = testCaller({ refreshCookie: ann.refreshToken })
    expect(await strict.services.refresh.refresh(null, limited)).toMatchObject({
      __typename: 'RateLimited',
      retryAfterSeconds: 60,
    })
    expect(limited.headers).toEqual([])
    const program = testCaller()
    await auth.services.refresh.refresh('nobody has this', program)
    expect(program.headers).toEqual([])
  })
})

type Step = { kind: 'rotate'; which: number; together: number } | { kind: 'wait' }

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('rotate' as const),
        which: fc.nat(3),
        together: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'wait' as const }) },
  ),
  { minLength: 1, maxLength: 12 },
)

test('whatever is presented in whatever order, by several at once: one chain of tokens, and the end at the first late repeat', async () => {
  const person = await auth.person('ann')
  const refreshTokens = new RefreshTokens(tokenKeySecret)
  const law = fc.asyncProperty(steps, async (story: Step[]) => {
    const ann = await auth.signIn(person)
    // The chain as the design says it must be. `usedAgo` of all used tokens but the last counts as late, because its successor is used.
    const chain = [ann.refreshToken]
    let isLate = false
    let hasEnded = false
    for (const step of story) {
      if (step.kind === 'wait') {
        await auth.age('31 seconds')
        isLate = true
        continue
      }
      const place = Math.max(0, chain.length - 1 - step.which)
      const token = chain[place] ?? ''
      const answers = await Promise.all(Array.from({ length: step.together }, () => refreshed(auth, token)))
      const given = new Set(answers.map((answer) => answer?.refreshToken ?? null))
      const isNewest = place === chain.length - 1
      const isRepeatable = place === chain.length - 2 && !isLate
      hasEnded ||= !(isNewest || isRepeatable)
      const successor = refreshTokens.successorOf(token)
      expect(given).toEqual(new Set([hasEnded ? null : successor]))
      if (isNewest && !hasEnded) {
        chain.push(successor)
        isLate = false
      }
      expect(await isLive(auth, ann)).toBe(!hasEnded)
    }
  })
  await fc.assert(law, { numRuns: 40 })
}, 120_000)
