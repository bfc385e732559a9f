import { tokenIn } from '@forum/testing/mailbox'
import { beforeEach, describe, expect, test } from 'vitest'
import { password, type TestAuth, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const address = '192.0.2.7'
const auth: TestAuth = await testAuth()
const chief = await auth.admin()
const { registration, site, invites, pending, login, accounts, confirmations, suspending } = auth.services
let people = 0

beforeEach(async () => {
  await site.update(chief, { registration: 'OPEN', rules: [] }, address)
})

const register = (change: object = {}) => {
  const handle = `comes_${(people += 1)}`
  return registration
    .register({ handle, email: `${handle}@example.com`, password, session: 'TOKENS', ...change }, testCaller())
    .then((outcome) => ({ handle, email: `${handle}@example.com`, outcome }))
}
const codesOf = ({ outcome }: Awaited<ReturnType<typeof register>>) =>
  outcome.__typename === 'InvalidInput' ? outcome.fields.map(({ code }) => code) : outcome.__typename
/** Registered while anybody could be. */
const members = await Promise.all(Array.from({ length: 8 }, () => auth.person('joined')))
const young = await auth.person('young')
const old = async () => {
  const person = members.pop()
  if (!person) throw new Error('not enough members were made')
  await auth.database.prisma.$executeRaw`
    UPDATE accounts SET created_at = now() - interval '31 days' WHERE id = ${person.id}::uuid`
  return viewerOf(person)
}
const inviteOf = async (viewer: Awaited<ReturnType<typeof old>>) => {
  const made = await invites.create(viewer, address)
  if (made.__typename !== 'CreateInviteSuccess' || !made.invite.code) throw new Error(JSON.stringify(made))
  return { id: made.invite.id, code: made.invite.code }
}

test('closed is closed', async () => {
  await site.update(chief, { registration: 'CLOSED' }, address)
  expect((await register()).outcome).toMatchObject({ __typename: 'NotAllowed', code: 'REGISTRATION_CLOSED' })
})

test('where there are rules, the version that is in force has to be agreed to', async () => {
  await site.update(chief, { rules: [{ title: 'Be kind', text: '' }] }, address)
  const { rulesVersion } = await site.read()
  expect(codesOf(await register())).toEqual(['RULES_NOT_AGREED'])
  expect(codesOf(await register({ rulesVersion: rulesVersion - 1 }))).toEqual(['RULES_CHANGED'])
  expect(codesOf(await register({ rulesVersion }))).toBe('RegisterSuccess')
})

describe('with invites', () => {
  beforeEach(() => site.update(chief, { registration: 'INVITE' }, address))

  test('one is needed, is good once, and says to moderators who invited whom', async () => {
    const ann = await old()
    const { code } = await inviteOf(ann)
    expect(codesOf(await register())).toEqual(['INVITE_NEEDED'])
    expect(codesOf(await register({ invite: 'x'.repeat(22) }))).toEqual(['INVITE_ENDED'])
    const together = await Promise.all([register({ invite: code }), register({ invite: code })])
    const came = together.filter(({ outcome }) => outcome.__typename === 'RegisterSuccess')
    expect(came).toHaveLength(1)
    // Who came second has left nothing behind.
    for (const { handle, outcome } of together)
      expect((await accounts.byHandle(handle)) !== null).toBe(outcome.__typename === 'RegisterSuccess')
    const id = (await accounts.byHandle(came[0]?.handle ?? ''))?.id ?? ''
    expect((await invites.invitersOf([id])).get(id)).toMatchObject({ inviterId: ann.id })
    expect(await invites.listOf(ann)).toMatchObject([{ usedById: id }])
  })

  test('a taken handle leaves the invite good', async () => {
    const ann = await old()
    const { code } = await inviteOf(ann)
    expect(codesOf(await register({ invite: code, handle: ann.handle }))).toEqual(['HANDLE_TAKEN'])
    expect(codesOf(await register({ invite: code }))).toBe('RegisterSuccess')
  })

  test('members of thirty days have five open ones, also when they ask at once', async () => {
    expect(await invites.create(viewerOf(young), address)).toMatchObject({
      code: 'TOO_NEW_TO_INVITE',
    })
    const ann = await old()
    const asked = await Promise.all(Array.from({ length: 8 }, () => invites.create(ann, address)))
    expect(asked.filter(({ __typename }) => __typename === 'CreateInviteSuccess')).toHaveLength(5)
    expect(await invites.listOf(ann)).toHaveLength(5)
  })

  test('one that was ended or ran out is worth nothing, and only its owner ends it', async () => {
    const [ann, bob] = [await old(), await old()]
    const [first, second] = [await inviteOf(ann), await inviteOf(ann)]
    expect(await invites.revoke(bob, first.id, address)).toMatchObject({ __typename: 'NotFound' })
    expect(await invites.revoke(ann, first.id, address)).toEqual({ __typename: 'RevokeInviteSuccess', revoked: true })
    await auth.database.prisma.$executeRaw`UPDATE invites SET expires_at = now() WHERE id = ${second.id}::uuid`
    for (const { code } of [first, second]) expect(codesOf(await register({ invite: code }))).toEqual(['INVITE_ENDED'])
  })

  test('those of somebody who is suspended are worth nothing, afterwards too', async () => {
    const ann = await old()
    const { code } = await inviteOf(ann)
    await suspending.suspend(chief, { userId: ann.id, reason: 'Ads.' }, address)
    expect(codesOf(await register({ invite: code }))).toEqual(['INVITE_ENDED'])
    await suspending.reinstate(chief, ann.id, address)
    expect(codesOf(await register({ invite: code }))).toEqual(['INVITE_ENDED'])
  })
})

describe('with approval', () => {
  beforeEach(() => site.update(chief, { registration: 'APPROVAL' }, address))

  const apply = async () => {
    const made = await register({ application: 'I like tea.' })
    expect(made.outcome).toEqual({ __typename: 'RegisterSuccess', viewer: null, tokens: null, next: 'AWAIT_APPROVAL' })
    return made
  }
  const confirmed = async () => {
    const made = await apply()
    const mail = (await auth.mailsTo(made.email)).at(-1)
    await confirmations.confirm(tokenIn(mail ?? { text: '' }), testCaller())
    return made
  }
  const queue = async () => (await pending.list(chief, { first: 100 })).edges.map(({ node }) => node)
  const signIn = (handle: string) => login.login({ login: handle, password, session: 'TOKENS' }, testCaller())

  test('who waits is nobody yet: no page, no event, no session', async () => {
    const { handle } = await apply()
    expect(await accounts.byHandle(handle)).toBeNull()
    expect((await auth.events()).some(({ data }) => JSON.stringify(data).includes(handle))).toBe(false)
    expect(await signIn(handle)).toMatchObject({ __typename: 'NotAllowed', code: 'AWAITS_APPROVAL' })
    expect(codesOf(await register({ application: '' }))).toEqual(['APPLICATION_LENGTH'])
    expect(codesOf(await register({ application: 'x'.repeat(2_001) }))).toEqual(['APPLICATION_LENGTH'])
  })

  test('the queue holds those whose address is verified, longest waiting first', async () => {
    await apply()
    const [first, second] = [await confirmed(), await confirmed()]
    const handles = (await queue())
      .map(({ handle }) => handle)
      .filter((handle) => [first.handle, second.handle].includes(handle))
    expect(handles).toEqual([first.handle, second.handle])
    expect((await queue()).at(-1)).toMatchObject({ email: second.email, application: 'I like tea.' })
  })

  test('whoever is let in is there from then on, and is told', async () => {
    const { handle, email } = await confirmed()
    const id = (await queue()).find((each) => each.handle === handle)?.id ?? ''
    const twice = await Promise.all([
      pending.decide(chief, { id, accept: true }, address),
      pending.decide(chief, { id, accept: true }, address),
    ])
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['DecideRegistrationSuccess', 'NotFound'])
    expect(await signIn(handle)).toMatchObject({ __typename: 'LoginSuccess' })
    const types = (await auth.events()).filter(({ subject }) => subject === id).map(({ type }) => type)
    expect(types).toEqual(['profile_updated', 'user_registered', 'user_logged_in'])
    expect((await auth.mailsTo(email)).map(({ subject }) => subject)).toContain('Your account is open')
    expect(await queue()).not.toContainEqual(expect.objectContaining({ handle }))
  })

  test('a refusal has a reason, tells it, deletes what was given and frees the handle', async () => {
    const { handle, email } = await confirmed()
    const id = (await queue()).find((each) => each.handle === handle)?.id ?? ''
    expect(await pending.decide(chief, { id, accept: false, reason: ' ' }, address)).toMatchObject({
      fields: [{ code: 'REASON_LENGTH' }],
    })
    expect(await pending.decide(chief, { id, accept: false, reason: 'Not <b>now</b>.' }, address)).toMatchObject({
      decided: true,
    })
    const mail = (await auth.mailsTo(email)).at(-1)
    expect([mail?.subject, mail?.text?.includes('Not <b>now</b>.'), mail?.html?.includes('<b>')]).toEqual([
      'Your application was refused',
      true,
      false,
    ])
    expect(codesOf(await register({ handle, application: 'Again.' }))).toBe('RegisterSuccess')
  })

  test('who never confirms an address is gone after a week', async () => {
    const { handle } = await apply()
    await auth.database.prisma.$executeRaw`
      UPDATE accounts SET email_claim_ends_at = now() - interval '1 second' WHERE handle = ${handle}`
    await pending.removeLapsed()
    expect(codesOf(await register({ handle, application: 'Again.' }))).toBe('RegisterSuccess')
  })

  test('it is for admins, who have just given their password', async () => {
    const ann = viewerOf(await (await testAuth()).person('ann'), 'MODERATOR')
    await expect(pending.list(ann, {})).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } })
    await expect(pending.decide(ann, { id: ann.id, accept: true }, address)).rejects.toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    })
  })
})
