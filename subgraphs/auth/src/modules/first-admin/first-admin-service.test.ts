import { expect, test } from 'vitest'
import { password, testAuth, testCaller } from '../../../tests/test-auth.ts'

const tokenOf = (link: string | null): string => link?.split('#')[1] ?? ''
const wish = (token: string, handle = 'founder') => ({ token, handle, email: `${handle}@example.com`, password })
const ended = { __typename: 'InvalidInput', fields: [{ path: ['token'], code: 'LINK_ENDED' }] }

test('while there is no admin the link is the same on every replica and at every start, and makes one', async () => {
  const auth = await testAuth()
  const { firstAdmin, login, accounts } = auth.services
  const link = await firstAdmin.link()
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4000\/first-admin#[\w-]{43}$/)
  expect(await (await auth.replica()).firstAdmin.link()).toBe(link)
  expect(await firstAdmin.create(wish('a'.repeat(43)), testCaller())).toMatchObject(ended)
  expect(await firstAdmin.create({ ...wish(tokenOf(link)), password: 'short' }, testCaller())).toMatchObject({
    fields: [{ code: 'PASSWORD_TOO_SHORT' }],
  })
  expect(await firstAdmin.create(wish(tokenOf(link)), testCaller())).toMatchObject({
    __typename: 'CreateFirstAdminSuccess',
  })
  expect(await accounts.byHandle('founder')).toMatchObject({ role: 'ADMIN' })
  expect(await login.login({ login: 'founder', password, session: 'TOKENS' }, testCaller())).toMatchObject({
    __typename: 'LoginSuccess',
  })
  expect(await firstAdmin.link()).toBeNull()
  expect(await firstAdmin.create(wish(tokenOf(link), 'another'), testCaller())).toMatchObject(ended)
})

test('of several who come at once one is made an admin', async () => {
  const auth = await testAuth()
  const { firstAdmin } = auth.services
  const token = tokenOf(await firstAdmin.link())
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, (_, index) => firstAdmin.create(wish(token, `founder_${index}`), testCaller())),
  )
  expect(outcomes.filter(({ __typename }) => __typename === 'CreateFirstAdminSuccess')).toHaveLength(1)
})

test('a taken handle leaves the link good, and the command ends it', async () => {
  const auth = await testAuth()
  const { firstAdmin, administration } = auth.services
  const ann = await auth.person('ann')
  const token = tokenOf(await firstAdmin.link())
  expect(await firstAdmin.create(wish(token, ann.handle), testCaller())).toMatchObject({
    fields: [{ code: 'HANDLE_TAKEN' }],
  })
  expect(tokenOf(await firstAdmin.link())).toBe(token)
  await administration.createAdmin({ handle: 'chief', password })
  expect(await firstAdmin.link()).toBeNull()
  expect(await firstAdmin.create(wish(token), testCaller())).toMatchObject(ended)
})

test('guessing is slowed', async () => {
  const auth = await testAuth()
  let refused = 0
  for (let turn = 0; turn < 25; turn += 1) {
    const { __typename } = await auth.services.firstAdmin.create(wish('b'.repeat(43)), testCaller())
    if (__typename === 'RateLimited') refused += 1
  }
  expect(refused).toBe(5)
})
