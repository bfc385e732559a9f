import { expect, test } from 'vitest'
import { password, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const newPassword = 'a better password'

const verdictOf = async (token: string) => (await auth.services.tokens.verify(token)).verdict

test('a new password ends all other sessions and leaves this one', async () => {
  const ann = await auth.person('ann')
  const elsewhere = await auth.signIn(ann)
  const outcome = await auth.services.passwords.change(viewerOf(ann), { currentPassword: password, newPassword })
  expect(outcome).toEqual({ __typename: 'ChangePasswordSuccess', viewer: { id: ann.id, sessionId: ann.sessionId } })
  expect(await verdictOf(ann.accessToken)).toMatchObject({ status: 'valid' })
  expect(await verdictOf(elsewhere.accessToken)).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
  expect(await auth.services.refresh.refresh(elsewhere.refreshToken, testCaller())).toMatchObject({
    __typename: 'WrongCredentials',
  })
  const login = (word: string) =>
    auth.services.login.login({ login: ann.handle, password: word, session: 'TOKENS' }, testCaller())
  expect((await login(password)).__typename).toBe('WrongCredentials')
  expect((await login(newPassword)).__typename).toBe('LoginSuccess')
})

test('of two who change it at the same moment one does: the other one no longer knows the current one', async () => {
  const ann = await auth.person('ann')
  const elsewhere = await auth.signIn(ann)
  const change = (person: typeof ann, word: string) =>
    auth.services.passwords.change(viewerOf(person), { currentPassword: password, newPassword: word })
  const second = await auth.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT FROM accounts WHERE id = ${ann.id}::uuid FOR UPDATE`
    const changing = change(elsewhere, 'of the thief')
    await auth.somebodyWaits()
    await tx.$executeRaw`UPDATE accounts SET password_hash = 'of the owner' WHERE id = ${ann.id}::uuid`
    return { changing }
  })
  expect(await second.changing).toMatchObject({ __typename: 'WrongCredentials' })
  expect(await verdictOf(ann.accessToken)).toMatchObject({ status: 'valid' })
})

test('without the current password nothing changes, and guessing has an end', async () => {
  const ann = await auth.person('ann')
  const guess = () => auth.services.passwords.change(viewerOf(ann), { currentPassword: 'wrong', newPassword })
  for (let turn = 0; turn < 10; turn++) expect(await guess()).toMatchObject({ __typename: 'WrongCredentials' })
  expect(await guess()).toMatchObject({ __typename: 'RateLimited' })
})

test('the new password keeps the rules', async () => {
  const ann = await auth.person('ann')
  const outcome = await auth.services.passwords.change(viewerOf(ann), {
    currentPassword: password,
    newPassword: 'short',
  })
  expect(outcome).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path: ['newPassword'], code: 'PASSWORD_TOO_SHORT' }],
  })
})
