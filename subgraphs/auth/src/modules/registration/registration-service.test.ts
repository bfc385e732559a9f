import { describe, expect, test } from 'vitest'
import { password, testAuth, testCaller } from '../../../tests/test-auth.ts'

const auth = await testAuth()
let n = 0

const wish = (change: object = {}) => {
  const handle = `reg_${(n += 1)}`
  return { handle, email: `${handle}@example.com`, password, session: 'TOKENS' as const, ...change }
}

const register = (change: object = {}, caller = testCaller()) =>
  auth.services.registration.register(wish(change), caller)

test('mail is written in the language and zone that were given', async () => {
  const { email, handle } = wish()
  await register({ email, handle, language: 'RU', timezone: 'europe/berlin' })
  const [mail] = await auth.mailsTo(email)
  expect(mail?.subject).toBe('Подтвердите адрес почты')
  expect(mail?.text).toContain('Europe/Berlin')
  expect(codesOf(await register({ timezone: 'Mars/Olympus' }))).toEqual(['timezone TIMEZONE_UNKNOWN'])
})

const codesOf = (outcome: Awaited<ReturnType<typeof register>>) =>
  outcome.__typename === 'InvalidInput'
    ? outcome.fields.map(({ path, code }) => `${path.join('.')} ${code}`)
    : outcome.__typename

test('opens an account that is signed in, and tells it', async () => {
  const caller = testCaller()
  const outcome = await register({ handle: 'First', displayName: '  Ann  Lee ' }, caller)
  if (outcome.__typename !== 'RegisterSuccess') throw new Error(outcome.message)
  const id = outcome.viewer?.id ?? ''
  const person = await auth.services.accounts.byHandle('FIRST')
  expect(person).toMatchObject({ id, handle: 'first', displayName: 'Ann  Lee', bio: '', role: 'USER' })
  expect((await auth.services.tokens.verify(outcome.tokens?.accessToken ?? '')).verdict).toMatchObject({ userId: id })
  const createdAt = person?.createdAt.toISOString()
  expect((await auth.events()).filter(({ subject }) => subject === id)).toEqual([
    {
      type: 'profile_updated',
      subject: id,
      time: person?.createdAt,
      data: { userId: id, handle: 'first', displayName: 'Ann  Lee', avatarUrl: null, version: 1 },
    },
    {
      type: 'user_registered',
      subject: id,
      time: person?.createdAt,
      data: { userId: id, role: 'USER', status: 'ACTIVE', createdAt, version: 1 },
    },
  ])
})

test('with cookies: both, a device cookie, the header for the gateway, and nothing in the body', async () => {
  const caller = testCaller()
  expect(await register({ session: 'COOKIES' }, caller)).toMatchObject({ __typename: 'RegisterSuccess', tokens: null })
  expect([...caller.cookies().keys()].toSorted()).toEqual([
    'forum_access',
    'forum_device',
    'forum_refresh',
    'forum_signed_in',
  ])
  expect(caller.headers.filter(([name]) => name === 'x-forum-access-token')).toHaveLength(1)
})

test('on an https site cookies are Secure and have the __Host- prefix', async () => {
  const caller = testCaller({}, 'https://forum.example')
  await register({ session: 'COOKIES' }, caller)
  expect([...caller.cookies().keys()].toSorted()).toEqual([
    '__Host-forum_access',
    '__Host-forum_device',
    '__Host-forum_refresh',
    'forum_signed_in',
  ])
  for (const [, value] of caller.headers.filter(([name]) => name === 'set-cookie'))
    expect(value).toMatch(/; Path=\/; Max-Age=\d+; (?:HttpOnly; )?SameSite=Lax; Secure$/)
  const readable = caller.headers.filter(([name, value]) => name === 'set-cookie' && !value.includes('HttpOnly'))
  expect(readable.map(([, value]) => value.split(';')[0])).toEqual(['forum_signed_in=1'])
})

describe('a handle', () => {
  test.each(['ab', 'a'.repeat(31), 'has space', 'кириллица', 'semi;colon', 'a\0bc', '', 'dash-ed'])(
    '%j is malformed',
    async (handle) => {
      expect(codesOf(await register({ handle }))).toEqual(['handle HANDLE_MALFORMED'])
    },
  )

  test.each(['admin', 'ROOT', 'graphql', 'moderator', 'null'])('%s is reserved', async (handle) => {
    expect(codesOf(await register({ handle }))).toEqual(['handle HANDLE_RESERVED'])
  })

  test('is taken whatever the case', async () => {
    await register({ handle: 'taken_handle' })
    expect(codesOf(await register({ handle: 'Taken_Handle' }))).toEqual(['handle HANDLE_TAKEN'])
  })
})

describe('an e-mail address', () => {
  test.each(['', 'x', 'a@b', 'a b@c.de', 'a@b@c.de', 'a@c.de\0', `${'a'.repeat(250)}@b.cd`, 'a@.de', '\ud800@b.cd'])(
    '%j is none',
    async (email) => {
      expect(codesOf(await register({ email }))).toEqual(['email EMAIL_MALFORMED'])
    },
  )

  test('may be claimed by any number, for each hears the same', async () => {
    const [first, second] = [
      await register({ email: 'Ünique@Example.COM' }),
      await register({ email: 'üNIQUE@example.com' }),
    ]
    expect([codesOf(first), codesOf(second)]).toEqual(['RegisterSuccess', 'RegisterSuccess'])
  })
})

test.each([
  ['seven77', ['password PASSWORD_TOO_SHORT']],
  ['eight888', 'RegisterSuccess'],
  ['ж'.repeat(128), 'RegisterSuccess'],
  ['x'.repeat(129), ['password PASSWORD_TOO_LONG']],
])('a password has 8 to 128 characters: %s', async (word, expected) => {
  expect(codesOf(await register({ password: word }))).toEqual(expected)
})

test('all that is wrong is said at once', async () => {
  const outcome = await register({ handle: '!', email: '!', password: '!', displayName: 'x'.repeat(51) })
  expect(codesOf(outcome)).toEqual([
    'handle HANDLE_MALFORMED',
    'email EMAIL_MALFORMED',
    'password PASSWORD_TOO_SHORT',
    'displayName NAME_LENGTH',
  ])
})

test('of ten who want one handle at the same moment one gets it', async () => {
  const together = await Promise.all(
    Array.from({ length: 10 }, (_, index) => register({ handle: 'wanted', email: `wanted_${index}@example.com` })),
  )
  const outcomes = together.map(codesOf)
  expect(outcomes.filter((outcome) => outcome === 'RegisterSuccess')).toHaveLength(1)
  expect(outcomes.filter((outcome) => String(outcome) === 'handle HANDLE_TAKEN')).toHaveLength(9)
})

test('an address gets no more accounts an hour than it may, another address does', async () => {
  const strict = await testAuth({
    limits: {
      registration: { ofName: { points: 10, windowSeconds: 3600 }, ofAddress: { points: 2, windowSeconds: 3600 } },
    },
  })
  const from = (address: string) => strict.services.registration.register(wish(), testCaller({ address }))
  expect((await from('2001:db8::1')).__typename).toBe('RegisterSuccess')
  expect((await from('2001:db8::2')).__typename).toBe('RegisterSuccess')
  expect(await from('2001:db8::3')).toMatchObject({ __typename: 'RateLimited', retryAfterSeconds: 3600 })
  expect((await from('2001:db8:0:1::1')).__typename).toBe('RegisterSuccess')
})
