import { describe, expect, test } from 'vitest'
import { password, testAuth, testCaller } from '../../../tests/test-auth.ts'
import { limitsOf } from '../../limits.ts'

const auth = await testAuth()

const login = (name: string, word: string, caller = testCaller(), session: 'TOKENS' | 'COOKIES' = 'TOKENS') =>
  auth.services.login.login({ login: name, password: word, session }, caller)

describe('signing in', () => {
  test('by handle or e-mail address, whatever the case', async () => {
    const ann = await auth.person('ann')
    for (const name of [
      ann.handle,
      ann.handle.toUpperCase(),
      `${ann.handle}@EXAMPLE.com`,
      ` ${ann.handle} `,
      `@${ann.handle}`,
      `\u200b${ann.handle}\ufeff`,
      ` @${ann.handle}\u2060\u00a0`,
      `\u202a${ann.handle}@example.com\u202c`,
    ])
      expect(await login(name, password)).toMatchObject({ __typename: 'LoginSuccess', viewer: { id: ann.id } })
  })

  test('opens a session of its own each time, named after the browser, and tells it', async () => {
    const ann = await auth.person('ann')
    await login(
      ann.handle,
      password,
      testCaller({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }),
    )
    const sessions = await auth.services.sessions.listOf({ id: ann.id, sessionId: ann.sessionId })
    expect(sessions.map(({ client, current }) => [client, current])).toEqual([
      ['Firefox on Linux', false],
      ['test/1', true],
    ])
    const told = (await auth.events()).filter(({ type, subject }) => type === 'user_logged_in' && subject === ann.id)
    expect(told.map(({ data }) => data)).toEqual([{ userId: ann.id }])
  })

  test('a password is the same however the keyboard composed it', async () => {
    const ann = await auth.person('ann', 'pa\u0308sswort')
    expect(await login(ann.handle, 'p\u00e4sswort')).toMatchObject({ __typename: 'LoginSuccess' })
  })

  test('by an e-mail address however the keyboard composed it', async () => {
    const email = 'j\u00f6rg@example.com'
    const registered = await auth.services.registration.register(
      { handle: 'joerg', email, password, session: 'TOKENS' },
      testCaller(),
    )
    expect(registered).toMatchObject({ __typename: 'RegisterSuccess' })
    for (const typed of [email, email.normalize('NFD'), email.toUpperCase()])
      expect(await login(typed, password)).toMatchObject({ __typename: 'LoginSuccess' })
  })

  // A quarter of a million marks of each kind took minutes to normalise, with everybody else waiting.
  test('by a name or password that is slow to normalise is refused as quickly as any', async () => {
    const hostile = `a${'\u0315'.repeat(250_000)}${'\u0316'.repeat(250_000)}`
    const before = process.cpuUsage()
    expect(await login(hostile, hostile)).toMatchObject({ __typename: 'WrongCredentials' })
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
  })

  test('with a password that is changed at the same moment opens nothing, for its change ends every session of the old one', async () => {
    const ann = await auth.person('ann')
    const signingIn = await auth.database.transaction(async (tx) => {
      // Login has read the account by the time that it takes a point of a limit.
      await tx.$executeRaw`LOCK TABLE rate_limits IN SHARE ROW EXCLUSIVE MODE`
      const answer = login(ann.handle, password)
      await auth.somebodyWaits()
      await auth.services.administration.resetPassword(ann.handle)
      return { answer }
    })
    expect(await signingIn.answer).toMatchObject({ __typename: 'WrongCredentials' })
    expect(await auth.services.sessions.listOf({ id: ann.id, sessionId: ann.sessionId })).toEqual([])
  })

  test('says the same of a wrong password, of nobody, and of rubbish', async () => {
    const ann = await auth.person('ann')
    const wrong = await login(ann.handle, 'wrong')
    expect(wrong).toMatchObject({ __typename: 'WrongCredentials', code: 'WRONG_CREDENTIALS' })
    for (const name of [
      'nobody',
      'nobody@example.com',
      '',
      '\0',
      '\ud800',
      'a'.repeat(10_000),
      "'; DROP TABLE accounts; --",
      '@',
    ])
      expect(await login(name, password)).toEqual(wrong)
  })
})

describe('limits', () => {
  test('ten wrong tries of one name from one address, then RateLimited, the right password included; all names alike', async () => {
    const ann = await auth.person('ann')
    const answersFor = async (name: string, address: string) => {
      const answers: string[] = []
      for (let turn = 0; turn < 11; turn++)
        answers.push((await login(name, 'wrong', testCaller({ address }))).__typename)
      return answers
    }
    const known = await answersFor(ann.handle, '192.0.2.10')
    expect(known).toEqual([...Array<string>(10).fill('WrongCredentials'), 'RateLimited'])
    expect(await answersFor('nobody_at_all', '192.0.2.11')).toEqual(known)
    expect(await login(ann.handle, password, testCaller({ address: '192.0.2.10' }))).toMatchObject({
      __typename: 'RateLimited',
    })
  })

  test('there is one way to write a name: letters that only Postgres takes for others find nobody', async () => {
    const { handle } = await auth.person('ida')
    const dotted = handle.replace('i', '\u0130')
    expect(await login(dotted, password)).toMatchObject({ __typename: 'WrongCredentials' })
  })

  test('RateLimited says when to try again', async () => {
    const ann = await auth.person('ann')
    const from = testCaller({ address: '192.0.2.20' })
    for (let turn = 0; turn < 10; turn++) await login(ann.handle, 'wrong', from)
    const limited = await login(ann.handle, 'wrong', from)
    if (limited.__typename !== 'RateLimited') throw new Error(limited.__typename)
    expect(limited.retryAfterSeconds).toBeGreaterThan(890)
    expect(limited.retryAfterSeconds).toBeLessThanOrEqual(900)
    await auth.database.sql.$executeRaw`UPDATE rate_limits SET expires_at = expires_at - interval '15 minutes'`
    expect(await login(ann.handle, password, from)).toMatchObject({ __typename: 'LoginSuccess' })
  })

  test('signing in costs nothing of the allowance', async () => {
    const ann = await auth.person('ann')
    const from = testCaller({ address: '192.0.2.30' })
    for (let turn = 0; turn < 15; turn++)
      expect(await login(ann.handle, password, from)).toMatchObject({ __typename: 'LoginSuccess' })
  })

  test('an account has an end of logins, too, since each leaves a session', async () => {
    const limits = limitsOf({ LOGINS_PER_ADDRESS: 100, REGISTRATIONS_PER_ADDRESS: 100 })
    const strict = await testAuth({
      limits: { login: { ...limits.login, ofAccount: { points: 2, windowSeconds: 3600 } } },
    })
    const ann = await strict.person('ann')
    const signIn = async () =>
      (await strict.services.login.login({ login: ann.handle, password, session: 'TOKENS' }, testCaller())).__typename
    expect([await signIn(), await signIn(), await signIn()]).toEqual(['LoginSuccess', 'LoginSuccess', 'RateLimited'])
  })

  test('a browser that has signed in before still may when strangers have used everything up, from its address too', async () => {
    const ann = await auth.person('ann')
    const first = testCaller({ address: '192.0.2.40' })
    await login(ann.handle, password, first, 'COOKIES')
    const deviceCookie = first.cookies().get('forum_device') ?? ''
    for (let turn = 0; turn < 11; turn++) await login(ann.handle, 'wrong', testCaller({ address: '192.0.2.40' }))
    const stranger = await login(ann.handle, password, testCaller({ address: '192.0.2.40' }))
    expect(stranger.__typename).toBe('RateLimited')
    const owner = await login(ann.handle, password, testCaller({ address: '192.0.2.40', deviceCookie }), 'COOKIES')
    expect(owner.__typename).toBe('LoginSuccess')
  })

  test('the allowance of a browser is for its own accounts, and has an end', async () => {
    const [ann, bob] = [await auth.person('ann'), await auth.person('bob')]
    const mine = testCaller({ address: '192.0.2.50' })
    await login(bob.handle, password, mine, 'COOKIES')
    const deviceCookie = mine.cookies().get('forum_device') ?? ''
    const answers: string[] = []
    for (let turn = 0; turn < 11; turn++)
      answers.push((await login(bob.handle, 'wrong', testCaller({ deviceCookie }))).__typename)
    expect(answers.at(-1)).toBe('RateLimited')
    for (let turn = 0; turn < 10; turn++)
      await login(ann.handle, 'wrong', testCaller({ address: '192.0.2.51', deviceCookie }))
    expect((await login(ann.handle, 'wrong', testCaller({ address: '192.0.2.51', deviceCookie }))).__typename).toBe(
      'RateLimited',
    )
  })

  test('one address cannot use up the name for everybody', async () => {
    const limits = limitsOf({ LOGINS_PER_ADDRESS: 100, REGISTRATIONS_PER_ADDRESS: 100 })
    const strict = await testAuth({
      limits: { login: { ...limits.login, ofName: { points: 15, windowSeconds: 3600 } } },
    })
    const ann = await strict.person('ann')
    const tries = async (count: number, address: string) => {
      for (let turn = 0; turn < count; turn++)
        await strict.services.login.login(
          { login: ann.handle, password: 'wrong', session: 'TOKENS' },
          testCaller({ address }),
        )
    }
    await tries(30, '192.0.2.60')
    const elsewhere = testCaller({ address: '192.0.2.61' })
    const outcome = await strict.services.login.login({ login: ann.handle, password, session: 'TOKENS' }, elsewhere)
    expect(outcome.__typename).toBe('LoginSuccess')
  })
})
