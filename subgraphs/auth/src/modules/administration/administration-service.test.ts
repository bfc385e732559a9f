import { StartError } from '@forum/service-kit'
import { expect, test } from 'vitest'
import { password, testAuth, testCaller } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { administration, accounts, login, tokens } = auth.services

const signIn = (handle: string, word: string) =>
  login.login({ login: handle, password: word, session: 'TOKENS' }, testCaller({ address: handle }))

test('an admin may have a reserved handle, and signs in with the password that was printed', async () => {
  const made = await administration.createAdmin({ handle: 'Admin' })
  expect(made.handle).toBe('admin')
  expect(await signIn('admin', made.password)).toMatchObject({ __typename: 'LoginSuccess' })
  expect(await accounts.byHandle('admin')).toMatchObject({ role: 'ADMIN', displayName: 'admin' })
})

test('a second time gives the password again, and tells nothing new', async () => {
  await administration.createAdmin({ handle: 'root', password: 'the first password' })
  const before = (await auth.events()).length
  await administration.createAdmin({ handle: 'root', password: 'the second password' })
  expect((await auth.events()).length).toBe(before)
  expect((await signIn('root', 'the first password')).__typename).toBe('WrongCredentials')
  expect((await signIn('root', 'the second password')).__typename).toBe('LoginSuccess')
})

test('somebody who is there becomes one: told, old sessions ended', async () => {
  const ann = await auth.person('ann')
  await administration.createAdmin({ handle: ann.handle })
  const told = (await auth.events()).filter(({ subject, type }) => subject === ann.id && type === 'user_role_changed')
  expect(told.map(({ data }) => data)).toEqual([expect.objectContaining({ userId: ann.id, role: 'ADMIN', version: 2 })])
  expect((await tokens.verify(ann.accessToken)).verdict).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
})

test('a reset password is random, works, and ends every session', async () => {
  const ann = await auth.person('ann')
  const other = await auth.signIn(ann)
  const reset = await administration.resetPassword(ann.handle.toUpperCase())
  expect(reset.password).toMatch(/^([0-9a-f]{6}-){3}[0-9a-f]{6}$/)
  for (const { accessToken } of [ann, other])
    expect((await tokens.verify(accessToken)).verdict).toEqual({ status: 'invalid', reason: 'SESSION_ENDED' })
  expect((await signIn(ann.handle, password)).__typename).toBe('WrongCredentials')
  expect((await signIn(ann.handle, reset.password)).__typename).toBe('LoginSuccess')
})

test.each(['nobody_here', '', '\0', "'; --"])('nobody has the handle %j: one line says so', async (handle) => {
  await expect(administration.resetPassword(handle)).rejects.toThrow(StartError)
})

test.each([
  [{ handle: 'x' }, /^A handle is/],
  [{ handle: 'fine', email: 'x' }, /e-mail/],
  [{ handle: 'fine', password: 'short' }, /^A password has/],
])('%j is refused by one line', async (request, line) => {
  await expect(administration.createAdmin(request)).rejects.toThrow(line)
})

test("somebody else's e-mail address stays theirs: the admin's is a claim of it", async () => {
  const ann = await auth.confirmed('ann')
  await administration.createAdmin({ handle: 'fine', email: ann.email.toUpperCase() })
  expect(await accounts.byHandle('fine')).toMatchObject({ role: 'ADMIN' })
  expect(await accounts.credentialsOf(ann.email)).toMatchObject({ id: ann.id })
})
