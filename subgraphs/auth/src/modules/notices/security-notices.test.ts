import { expect, test } from 'vitest'
import { password, type TestPerson, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { login, passwords, settings } = auth.services

const subjectsTo = async ({ email }: TestPerson) => (await auth.mailsTo(email)).map(({ subject }) => subject)
const signIn = (person: TestPerson, caller = testCaller(), session: 'TOKENS' | 'COOKIES' = 'TOKENS') =>
  login.login({ login: person.handle, password, session }, caller)

test('a changed password is told, once, to the address that was there', async () => {
  const ann = await auth.confirmed('ann')
  await passwords.change(viewerOf(ann), { currentPassword: password, newPassword: 'another word 7' })
  expect((await subjectsTo(ann)).filter((subject) => subject === 'Your password was changed')).toHaveLength(1)
})

test('somebody who has not confirmed their address is told nothing there', async () => {
  const ann = await auth.person('ann')
  await passwords.change(viewerOf(ann), { currentPassword: password, newPassword: 'another word 7' })
  await signIn(ann)
  expect(await subjectsTo(ann)).toEqual(['Confirm your e-mail address'])
})

test('a browser that is not known is told of, one that signed in before is not', async () => {
  const ann = await auth.confirmed('ann')
  const firefox = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' }
  const first = testCaller(firefox)
  await signIn(ann, first, 'COOKIES')
  const device = first.cookies().get('forum_device') ?? null
  await signIn(ann, testCaller({ ...firefox, deviceCookie: device }), 'COOKIES')
  const told = (await auth.mailsTo(ann.email)).filter(({ subject }) => subject === 'A new device signed in')
  expect(told).toHaveLength(1)
  expect(told[0]?.text).toContain('Firefox on Linux')
  // Another browser of the same name is another one.
  await signIn(ann, testCaller(firefox), 'COOKIES')
  expect((await subjectsTo(ann)).filter((subject) => subject === 'A new device signed in')).toHaveLength(2)
})

test('a program is known by its name', async () => {
  const ann = await auth.confirmed('ann')
  await signIn(ann) // test/1, as it registered
  await signIn(ann, testCaller({ userAgent: 'reader/2.1 <script>' }))
  await signIn(ann, testCaller({ userAgent: 'reader/2.1' }))
  const told = (await auth.mailsTo(ann.email)).filter(({ subject }) => subject === 'A new device signed in')
  expect(told).toHaveLength(1)
  expect(told[0]?.html).not.toContain('<script>')
})

test('it is written in the language that is set when it is sent', async () => {
  const ann = await auth.confirmed('ann')
  expect(await settings.update(viewerOf(ann), { language: 'RU', timezone: 'Asia/Tokyo' })).toMatchObject({
    __typename: 'UpdateSettingsSuccess',
  })
  expect(await settings.update(viewerOf(ann), { timezone: '+03:00' })).toMatchObject({
    fields: [{ path: ['timezone'], code: 'TIMEZONE_UNKNOWN' }],
  })
  await passwords.change(viewerOf(ann), { currentPassword: password, newPassword: 'another word 7' })
  const last = (await auth.mailsTo(ann.email)).at(-1)
  expect(last?.subject).toBe('Ваш пароль изменён')
  expect(last?.text).toContain('Asia/Tokyo')
})

test('a password that the operator gave is told too', async () => {
  const ann = await auth.confirmed('ann')
  await auth.services.administration.resetPassword(ann.handle)
  expect(await subjectsTo(ann)).toContain('Your password was reset')
})
