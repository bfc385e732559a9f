import { tokenIn } from '@forum/testing/mailbox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ForumNetwork, Person } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

let forum: ForumNetwork

beforeAll(async () => {
  forum = await startNetwork()
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

const problem = '__typename ... on Problem { message code }'
const newPassword = 'a wholly new word 7'

const lastTo = async (address: string) => {
  const mail = (await forum.mailsTo(address)).at(-1)
  if (!mail) throw new Error(`no mail to ${address}`)
  return mail
}
const confirm = (token: string, by = forum.anonymous) =>
  by.mutate<{ viewer: { emailVerified: boolean } | null }>(
    `mutation Confirm($token: String!) { confirmEmail(input: { token: $token }) {
      ... on ConfirmEmailSuccess { viewer { emailVerified } } ${problem} } }`,
    { token },
  )
const confirmed = async (handle: string): Promise<Person> => {
  const person = await forum.person(handle)
  await confirm(tokenIn(await lastTo(person.email)), person.client)
  return person
}

test('a lost password is mended by mail: every session ends, and the new one signs in', async () => {
  const ann = await confirmed('mail_ann')
  await forum.anonymous.mutate(
    `mutation Ask($login: String!) { requestPasswordReset(input: { login: $login }) { ${problem} } }`,
    { login: ann.handle },
  )
  const mail = await lastTo(ann.email)
  expect(mail.text).toContain(`${forum.url}/reset-password#`)
  const { endedSessions } = await forum.anonymous.mutate<{ endedSessions: number }>(
    `mutation Reset($input: ResetPasswordInput!) { resetPassword(input: $input) { ... on ResetPasswordSuccess { endedSessions } ${problem} } }`,
    { input: { token: tokenIn(mail), newPassword } },
  )
  expect(endedSessions).toBe(1)
  await expect(ann.client.query('{ viewer { id } }')).rejects.toThrow(/SESSION_ENDED|ended/)
  await expect(ann.login()).rejects.toThrow(/WRONG_CREDENTIALS|wrong/)
  ann.password = newPassword
  await ann.login()
  expect(await ann.client.query('{ viewer { email emailVerified } }')).toEqual({
    viewer: { email: ann.email, emailVerified: true },
  })
})

test('who signs up with a taken address gets an account and hears nothing; its owner gets a mail', async () => {
  const owner = await confirmed('mail_owner')
  const register = (handle: string, email: string) =>
    forum.anonymous.mutate<{ viewer: { emailVerified: boolean }; next: string }>(
      `mutation Register($input: RegisterInput!) { register(input: $input) {
        ... on RegisterSuccess { viewer { emailVerified } next } ${problem} } }`,
      { input: { handle, email, password: 'opens the door 7' } },
    )
  const [taken, free] = [await register('mail_copy', owner.email), await register('mail_free', 'free@example.org')]
  expect(taken).toEqual(free)
  const mail = await lastTo(owner.email)
  expect(mail.text).toContain('@mail_copy')
  expect(mail.text).not.toMatch(/#[\w-]{43}/)
})

test('an address is changed by the link that goes to the new one', async () => {
  const ann = await confirmed('mail_moves')
  const email = 'mail_moved@example.org'
  await ann.client.mutate(`mutation Change($input: ChangeEmailInput!) { changeEmail(input: $input) { ${problem} } }`, {
    input: { email, currentPassword: ann.password },
  })
  const state = () => ann.client.query('{ viewer { email pendingEmail emailVerified emailRefused language timezone } }')
  const rest = { emailVerified: true, emailRefused: false, language: 'EN', timezone: 'UTC' }
  expect(await state()).toEqual({ viewer: { email: ann.email, pendingEmail: email, ...rest } })
  expect(await confirm(tokenIn(await lastTo(email)), ann.client)).toMatchObject({ viewer: { emailVerified: true } })
  expect(await state()).toEqual({ viewer: { email, pendingEmail: null, ...rest } })
  expect((await lastTo(ann.email)).subject).toBe('Your account has another e-mail address')
})

test('a killed Auth loses no mail that was promised, and sends none twice under another id', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, (_, n) => forum.person(`mail_kill_${n}`)))
  const asked = people.map(({ handle }) =>
    forum.anonymous
      .mutate(`mutation Ask($login: String!) { requestPasswordReset(input: { login: $login }) { ${problem} } }`, {
        login: handle,
      })
      .then(
        () => handle,
        () => null,
      ),
  )
  const promised = await Promise.all(asked)
  await forum.kill('auth')
  await forum.restart('auth')
  // What the killed worker had in hand is another's after its time: time passes for it.
  await forum.stores.sql('auth', `UPDATE mails SET due_at = now() WHERE state = 'WAITING'`)
  for (const { handle, email } of people) {
    if (!promised.includes(handle)) continue
    const mails = await forum.mailsTo(email)
    const resets = mails.filter(({ text }) => text?.includes('/reset-password#'))
    expect(resets.length).toBeGreaterThan(0)
    expect(new Set(resets.map(({ messageId }) => messageId)).size).toBe(1)
  }
})

test('no link, token or address is in any log', async () => {
  const ann = await confirmed('mail_log')
  await forum.anonymous.mutate(
    `mutation Ask($login: String!) { requestPasswordReset(input: { login: $login }) { ${problem} } }`,
    { login: ann.email },
  )
  const token = tokenIn(await lastTo(ann.email))
  await expect(
    forum.anonymous.mutate(
      `mutation Reset($input: ResetPasswordInput!) { resetPassword(input: $input) { ${problem} } }`,
      { input: { token, newPassword: 'short' } },
    ),
  ).rejects.toThrow('at least 8 characters')
  for (const name of ['gateway', 'auth'] as const) {
    expect(forum.service(name).linesOf(token)).toEqual([])
    expect(forum.service(name).linesOf(ann.email)).toEqual([])
  }
})
