import { tokenIn } from '@forum/testing/mailbox'
import { describe, expect, test } from 'vitest'
import { password, type TestPerson, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { accounts, confirmations, emailChanges, emailLinks } = auth.services

const lastTo = async (address: string) => {
  const mail = (await auth.mailsTo(address)).at(-1)
  if (!mail) throw new Error(`no mail to ${address}`)
  return mail
}
const confirm = (token: string) => confirmations.confirm(token, testCaller())
const standing = async ({ id }: TestPerson) => accounts.addressee(id)
let comers = 0
const claimed = async (email: string) => {
  const handle = `claims_${crypto.randomUUID().slice(0, 8)}`
  const outcome = await auth.services.registration.register(
    { handle, email, password, session: 'TOKENS' },
    testCaller({ address: `2001:db8:0:${((comers += 1)).toString(16)}::1` }),
  )
  if (outcome.__typename !== 'RegisterSuccess' || !outcome.viewer) throw new Error(outcome.__typename)
  return { ...outcome.viewer, handle, email, accessToken: '', refreshToken: '' }
}
const ended = { __typename: 'InvalidInput', fields: [{ path: ['token'], code: 'LINK_ENDED' }] }

test('the link of a new account verifies its address, once; a second press hears the same', async () => {
  const ann = await auth.person('ann')
  expect(await standing(ann)).toMatchObject({ isVerified: false, isClaimed: true })
  const mail = await lastTo(ann.email)
  const token = tokenIn(mail)
  expect(mail.text).toContain(`http://127.0.0.1:4000/confirm-email#${token}`)
  const both = await Promise.all([confirm(token), confirm(token)])
  expect(both.map(({ __typename }) => __typename)).toContain('ConfirmEmailSuccess')
  expect(await confirm(token)).toEqual({ __typename: 'ConfirmEmailSuccess', accountId: ann.id })
  expect(await standing(ann)).toMatchObject({ isVerified: true, isClaimed: false })
})

test('the token is nowhere in the database', async () => {
  const ann = await auth.person('ann')
  await auth.services.confirmations.sendAgain(viewerOf(ann))
  const token = tokenIn(await lastTo(ann.email))
  const rows = await auth.database.prisma.$queryRaw<{ text: string }[]>`
    SELECT l::text AS text FROM email_links l UNION ALL SELECT m::text FROM mails m`
  expect(rows.filter(({ text }) => text.includes(token))).toEqual([])
})

test.each(['', 'x', 'a'.repeat(43), 'a'.repeat(1_000_000), '\0'.repeat(43)])(
  'a token that is nobody’s is refused',
  async (token) => {
    expect(await confirm(token)).toMatchObject(ended)
  },
)

test('a new link ends the older one, and a day ends both', async () => {
  const ann = await auth.person('ann')
  const first = tokenIn(await lastTo(ann.email))
  await confirmations.sendAgain(viewerOf(ann))
  const second = tokenIn(await lastTo(ann.email))
  expect(await confirm(first)).toMatchObject(ended)
  await auth.database.prisma.$executeRaw`UPDATE email_links SET expires_at = now() WHERE account_id = ${ann.id}::uuid`
  expect(await confirm(second)).toMatchObject(ended)
  expect(await standing(ann)).toMatchObject({ isVerified: false })
})

describe('an address that several claim', () => {
  test('belongs to the first who verifies it; the others’ claims end and keep their text', async () => {
    const email = 'wanted@example.com'
    const [ann, bob] = [await claimed(email), await claimed(email)]
    const mails = await auth.mailsTo(email)
    const [first = '', second = ''] = mails.map(tokenIn)
    // Together: of two that verify one address one does.
    const together = await Promise.all([confirm(first), confirm(second)])
    expect(together.filter(({ __typename }) => __typename === 'ConfirmEmailSuccess')).toHaveLength(1)
    const both = [await standing(ann), await standing(bob)]
    expect(both.filter((each) => each?.isVerified)).toHaveLength(1)
    expect(both.find((each) => !each?.isVerified)).toMatchObject({ email, isClaimed: false })
  })

  test('is looked up for signing in: the owner, else the only claim that lives', async () => {
    const email = 'signing@example.com'
    const ann = await claimed(email)
    expect(await accounts.credentialsOf(email)).toMatchObject({ id: ann.id })
    const bob = await claimed('SIGNING@example.com')
    expect(await accounts.credentialsOf(email)).toBeNull()
    expect(await accounts.credentialsOf(bob.handle)).toMatchObject({ id: bob.id })
    await auth.database.prisma.$executeRaw`
      UPDATE accounts SET email_claim_ends_at = now() - interval '1 second' WHERE id = ${ann.id}::uuid`
    expect(await accounts.credentialsOf(email)).toMatchObject({ id: bob.id })
    await confirm(tokenIn(await lastTo('SIGNING@example.com')))
    await claimed(email)
    expect(await accounts.credentialsOf(email)).toMatchObject({ id: bob.id })
  })

  test('a claim lives seven days, and seven more when its link is sent again', async () => {
    const ann = await auth.person('ann')
    const days = async () => {
      const [row] = await auth.database.prisma.$queryRaw<{ days: number }[]>`
        SELECT round(extract(epoch FROM email_claim_ends_at - now()) / 86400)::int AS days FROM accounts WHERE id = ${ann.id}::uuid`
      return row?.days
    }
    expect(await days()).toBe(7)
    await auth.database.prisma.$executeRaw`
      UPDATE accounts SET email_claim_ends_at = now() - interval '1 day' WHERE id = ${ann.id}::uuid`
    await confirmations.sendAgain(viewerOf(ann))
    expect(await days()).toBe(7)
  })
})

test('who names somebody else’s address hears nothing of it; the owner gets a mail without a link to spend', async () => {
  const owner = await auth.confirmed('owner')
  const other = await claimed(owner.email.toUpperCase())
  const mail = await lastTo(owner.email)
  expect(mail.subject).toBe('Your address was given for another account')
  expect(mail.text).toContain(`@${other.handle}`)
  expect(mail.text).not.toMatch(/#[\w-]{43}/)
  const third = await auth.person('third')
  const before = (await auth.mailsTo()).length
  expect(await emailChanges.ask(viewerOf(third), { email: owner.email, currentPassword: password })).toMatchObject({
    __typename: 'ChangeEmailSuccess',
    sent: true,
  })
  expect(await auth.mailsTo()).toHaveLength(before + 1)
  expect((await lastTo(owner.email)).text).toContain('asked to have your address')
})

describe('a change of address', () => {
  test('is done by the link to the new one; the old one is told, and its links end', async () => {
    const ann = await auth.confirmed('ann')
    const email = `new_${ann.email}`
    expect(await emailChanges.ask(viewerOf(ann), { email, currentPassword: password })).toMatchObject({ sent: true })
    expect(await emailLinks.pendingChangeOf(ann.id)).toBe(email)
    expect(await standing(ann)).toMatchObject({ email: ann.email })
    await auth.services.passwordResets.request(ann.handle, testCaller())
    const reset = tokenIn(await lastTo(ann.email))
    await confirm(tokenIn(await lastTo(email)))
    expect(await standing(ann)).toMatchObject({ email, isVerified: true })
    expect(await emailLinks.pendingChangeOf(ann.id)).toBeNull()
    expect((await lastTo(ann.email)).subject).toBe('Your account has another e-mail address')
    expect(
      await auth.services.passwordResets.reset({ token: reset, newPassword: 'brand new word' }, testCaller()),
    ).toMatchObject(ended)
  })

  test('needs the password, and an address that is one', async () => {
    const ann = await auth.person('ann')
    const ask = (email: string, word = password) => emailChanges.ask(viewerOf(ann), { email, currentPassword: word })
    expect(await ask('x@example.com', 'wrong')).toMatchObject({ __typename: 'WrongCredentials' })
    expect(await ask('x')).toMatchObject({ fields: [{ path: ['email'], code: 'EMAIL_MALFORMED' }] })
    expect(await ask('x@forum.invalid')).toMatchObject({ fields: [{ path: ['email'], code: 'EMAIL_UNREACHABLE' }] })
  })

  test('to the own address is nothing to do when it is confirmed, and a link when it is not', async () => {
    const [ann, bob] = [await auth.confirmed('ann'), await auth.person('bob')]
    expect(await emailChanges.ask(viewerOf(ann), { email: ann.email, currentPassword: password })).toMatchObject({
      fields: [{ code: 'EMAIL_SAME' }],
    })
    expect(await emailChanges.ask(viewerOf(bob), { email: bob.email, currentPassword: password })).toMatchObject({
      sent: true,
    })
    await confirm(tokenIn(await lastTo(bob.email)))
    expect(await standing(bob)).toMatchObject({ isVerified: true })
  })
})

test('nobody is sent more than five links an hour, and no address more than ten mails a day', async () => {
  const ann = await auth.person('ann')
  const outcomes = []
  for (let turn = 0; turn < 6; turn += 1) outcomes.push((await confirmations.sendAgain(viewerOf(ann))).__typename)
  expect(outcomes).toEqual([...Array.from({ length: 5 }, () => 'SendEmailVerificationSuccess'), 'RateLimited'])
  const victim = 'bombed@example.com'
  for (let turn = 0; turn < 12; turn += 1) await claimed(victim)
  expect((await auth.mailsTo(victim)).length).toBe(10)
})

test('where an address has to be confirmed first, nobody is signed in before, and a right password sends the link again', async () => {
  const strict = await testAuth({ requiresVerifiedEmail: true })
  const { registration, login } = strict.services
  const email = 'strict@example.com'
  const register = { handle: 'strict', email, password, session: 'COOKIES' as const }
  const caller = testCaller()
  expect(await registration.register(register, caller)).toEqual({
    __typename: 'RegisterSuccess',
    viewer: null,
    tokens: null,
    next: 'CONFIRM_EMAIL',
  })
  expect(caller.cookies().size).toBe(0)
  const signIn = (word: string) => login.login({ login: 'strict', password: word, session: 'TOKENS' }, testCaller())
  expect(await signIn('wrong')).toMatchObject({ __typename: 'WrongCredentials' })
  expect(await signIn(password)).toMatchObject({ __typename: 'NotAllowed', code: 'EMAIL_NOT_VERIFIED' })
  const mails = await strict.mailsTo(email)
  // The first link was replaced before it was sent.
  expect(mails).toHaveLength(1)
  await strict.services.confirmations.confirm(tokenIn(mails[0] ?? { text: '' }), testCaller())
  expect(await signIn(password)).toMatchObject({ __typename: 'LoginSuccess' })
})

test('an admin comes in without mail: it may be what they have to mend', async () => {
  const strict = await testAuth({ requiresVerifiedEmail: true })
  await strict.services.administration.createAdmin({ handle: 'chief', password })
  expect(
    await strict.services.login.login({ login: 'chief', password, session: 'TOKENS' }, testCaller()),
  ).toMatchObject({ __typename: 'LoginSuccess' })
})

test('seeded people and admins without an address of their own get no mail', async () => {
  await auth.services.administration.createAdmin({ handle: 'chief', password })
  const chief = await accounts.credentialsOf('chief')
  const viewer = viewerOf({ id: chief?.id ?? '', handle: 'chief', sessionId: crypto.randomUUID() })
  expect(await confirmations.sendAgain(viewer)).toMatchObject({ __typename: 'NotAllowed', code: 'EMAIL_UNREACHABLE' })
  const before = (await auth.mailsTo()).length
  await auth.services.passwordResets.request('chief', testCaller())
  expect(await auth.mailsTo()).toHaveLength(before)
})
