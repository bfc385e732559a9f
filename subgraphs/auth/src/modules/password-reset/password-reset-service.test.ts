import { tokenIn } from '@forum/testing/mailbox'
import { describe, expect, test } from 'vitest'
import { password, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { passwordResets, login, accounts, tokens } = auth.services
const newPassword = 'a wholly new word'
const ended = { __typename: 'InvalidInput', fields: [{ path: ['token'], code: 'LINK_ENDED' }] }

const request = (name: string, caller = testCaller({ address: `2001:db8:${((turn += 1)).toString(16)}::1` })) =>
  passwordResets.request(name, caller)
let turn = 0
const reset = (token: string, word = newPassword) => passwordResets.reset({ token, newPassword: word }, testCaller())
const lastTo = async (address: string) => (await auth.mailsTo(address)).at(-1) ?? { text: '', subject: '' }
const signIn = async (name: string, word: string) =>
  (await login.login({ login: name, password: word, session: 'TOKENS' }, testCaller())).__typename

test('a link gives a new password, ends every session and other link, confirms the address, and is told', async () => {
  const ann = await auth.person('ann')
  const other = await auth.signIn(ann)
  await auth.services.confirmations.sendAgain(viewerOf(ann))
  const confirmation = tokenIn(await lastTo(ann.email))
  expect(await request(ann.handle)).toEqual({ __typename: 'RequestPasswordResetSuccess', sent: true })
  const mail = await lastTo(ann.email)
  expect(mail.text).toContain('/reset-password#')
  expect(await reset(tokenIn(mail))).toEqual({ __typename: 'ResetPasswordSuccess', endedSessions: 2 })
  for (const { accessToken } of [ann, other])
    expect((await tokens.verify(accessToken)).verdict).toMatchObject({ status: 'invalid', reason: 'SESSION_ENDED' })
  expect([await signIn(ann.handle, password), await signIn(ann.email, newPassword)]).toEqual([
    'WrongCredentials',
    'LoginSuccess',
  ])
  expect(await accounts.addressee(ann.id)).toMatchObject({ isVerified: true })
  expect(await auth.services.confirmations.confirm(confirmation, testCaller())).toMatchObject(ended)
  const subjects = (await auth.mailsTo(ann.email)).map(({ subject }) => subject)
  expect(subjects).toContain('Your password was reset')
})

test('of two that spend one link at once one does, and it is good once', async () => {
  const ann = await auth.confirmed('ann')
  await request(ann.email)
  const token = tokenIn(await lastTo(ann.email))
  const outcomes = await Promise.all([reset(token), reset(token, 'the other new word')])
  expect(outcomes.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'ResetPasswordSuccess'])
  expect(await reset(token)).toMatchObject(ended)
})

test('a weak password is refused and the link stays good', async () => {
  const ann = await auth.confirmed('ann')
  await request(ann.handle)
  const token = tokenIn(await lastTo(ann.email))
  expect(await reset(token, 'short')).toMatchObject({ fields: [{ path: ['newPassword'], code: 'PASSWORD_TOO_SHORT' }] })
  expect(await reset(token, ann.email)).toMatchObject({
    fields: [{ path: ['newPassword'], code: 'PASSWORD_IS_NAME' }],
  })
  expect(await reset(token)).toMatchObject({ __typename: 'ResetPasswordSuccess' })
})

test('an hour ends it, a newer one ends it, and a link that confirms resets nothing', async () => {
  const ann = await auth.person('ann')
  expect(await reset(tokenIn(await lastTo(ann.email)))).toMatchObject(ended)
  await request(ann.handle)
  const first = tokenIn(await lastTo(ann.email))
  await request(ann.handle)
  const second = tokenIn(await lastTo(ann.email))
  expect(await reset(first)).toMatchObject(ended)
  await auth.database.prisma.$executeRaw`
    UPDATE email_links SET expires_at = expires_at - interval '1 hour' WHERE account_id = ${ann.id}::uuid`
  expect(await reset(second)).toMatchObject(ended)
})

describe('the answer is the same for everybody', () => {
  test.each(['nobody_at_all', 'nobody@example.com', `${'x'.repeat(300)}@example.com`, 'a\0b', '\ud800'])(
    '%j',
    async (name) => {
      const before = (await auth.mailsTo()).length
      expect(await request(name)).toEqual({ __typename: 'RequestPasswordResetSuccess', sent: true })
      expect(await auth.mailsTo()).toHaveLength(before)
    },
  )

  test('and so is what it writes', async () => {
    const ann = await auth.person('ann')
    await auth.mailsTo()
    await auth.database.prisma.$executeRaw`DELETE FROM mails`
    for (const name of [ann.handle, 'nobody_at_all']) await request(name)
    const rows = await auth.database.prisma.mail.findMany({ orderBy: { id: 'asc' } })
    expect(rows.map(({ kind, data }) => [kind, Object.keys(data as object)])).toEqual([
      ['RESET_PASSWORD', ['login']],
      ['RESET_PASSWORD', ['login']],
    ])
  })

  test('nothing is asked for nobody', async () => {
    expect(await request('  ')).toMatchObject({ fields: [{ path: ['login'], code: 'REQUIRED' }] })
  })
})

test('a claim that ended is nobody’s: no reset goes to its address', async () => {
  const ann = await auth.person('ann')
  await auth.mailsTo()
  await auth.database.prisma.$executeRaw`
    UPDATE accounts SET email_claim_ends_at = now() - interval '1 second' WHERE id = ${ann.id}::uuid`
  const before = (await auth.mailsTo(ann.email)).length
  await request(ann.handle)
  await request(ann.email)
  expect(await auth.mailsTo(ann.email)).toHaveLength(before)
})

test('five a day go to an account, whoever asks and by whichever name; a name is asked for five times an hour by one', async () => {
  const ann = await auth.confirmed('ann')
  const before = (await auth.mailsTo(ann.email)).length
  for (let index = 0; index < 4; index += 1) {
    await request(ann.handle)
    await request(ann.email)
    await auth.mailsTo() // each is sent before the next, which would take its place
  }
  expect(await auth.mailsTo(ann.email)).toHaveLength(before + 5)
  const caller = testCaller({ address: '203.0.113.9' })
  const outcomes = []
  for (let index = 0; index < 6; index += 1) outcomes.push((await request('some_name', caller)).__typename)
  expect(outcomes.at(-1)).toBe('RateLimited')
})

test('guessing tokens is slowed', async () => {
  const caller = testCaller({ address: '203.0.113.10' })
  const guess = () => passwordResets.reset({ token: 'a'.repeat(43), newPassword }, caller)
  let refused = 0
  for (let index = 0; index < 105; index += 1) if ((await guess()).__typename === 'RateLimited') refused += 1
  expect(refused).toBe(5)
})
