import { expect, test } from 'vitest'
import { password, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { ranks, proofs, audit, accounts } = auth.services
const address = '192.0.2.7'

const roleOf = async (id: string) => (await accounts.byIds([id])).get(id)?.role
const ages = (sessionId: string) =>
  auth.database.prisma
    .$executeRaw`UPDATE sessions SET proved_at = now() - interval '11 minutes' WHERE id = ${sessionId}::uuid`

test('an admin makes a moderator: verdicts, the event and the log say so', async () => {
  const [chief, ann] = [await auth.admin(), await auth.person('ann')]
  expect(await ranks.set(chief, { userId: ann.id.toUpperCase(), role: 'MODERATOR' }, address)).toEqual({
    __typename: 'SetUserRoleSuccess',
    userId: ann.id,
  })
  expect((await auth.services.tokens.verify(ann.accessToken)).verdict).toMatchObject({ role: 'MODERATOR' })
  const events = (await auth.events()).filter(({ subject, type }) => subject === ann.id && type === 'user_role_changed')
  expect(events).toMatchObject([{ data: { role: 'MODERATOR', version: 2 } }])
  const { edges } = await audit.list(chief, { userId: ann.id })
  expect(edges.map(({ node }) => node)).toContainEqual(
    expect.objectContaining({
      kind: 'ROLE_CHANGED',
      actorId: chief.id,
      whomId: ann.id,
      detail: 'USER to MODERATOR',
      address,
    }),
  )
})

test('nobody else may, whatever their rank', async () => {
  const [ann, bob] = [await auth.person('ann'), await auth.person('bob')]
  for (const role of ['USER', 'MODERATOR'] as const)
    await expect(ranks.set(viewerOf(ann, role), { userId: bob.id, role: 'ADMIN' }, address)).rejects.toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    })
  // An admin by an old verdict alone.
  await expect(ranks.set(viewerOf(ann, 'ADMIN'), { userId: bob.id, role: 'ADMIN' }, address)).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
  expect(await roleOf(bob.id)).toBe('USER')
})

test('the password is asked for when it was given ten minutes ago, and counts for ten minutes', async () => {
  const [chief, ann] = [await auth.admin(), await auth.person('ann')]
  await ages(chief.sessionId)
  const set = () => ranks.set(chief, { userId: ann.id, role: 'MODERATOR' }, address)
  expect(await set()).toMatchObject({ __typename: 'PasswordNeeded' })
  expect(await proofs.confirm(chief, 'wrong')).toMatchObject({ __typename: 'WrongCredentials' })
  expect(await set()).toMatchObject({ __typename: 'PasswordNeeded' })
  const proof = await proofs.confirm(chief, password)
  expect(proof.__typename === 'ConfirmPasswordSuccess' && proof.until.getTime() - Date.now()).toBeGreaterThan(590_000)
  expect(await set()).toMatchObject({ __typename: 'SetUserRoleSuccess' })
})

test('a proof is of one session', async () => {
  const chief = await auth.admin()
  const account = await accounts.credentialsById(chief.id)
  const other = account && (await auth.services.login.open(account, 'TOKENS', testCaller()))
  await ages(chief.sessionId)
  expect(await proofs.demand({ ...chief, sessionId: other?.viewer.sessionId ?? '' })).toBeNull()
  expect(await proofs.demand(chief)).toMatchObject({ __typename: 'PasswordNeeded' })
})

test('nobody changes their own rank, nor that of nobody', async () => {
  const chief = await auth.admin()
  expect(await ranks.set(chief, { userId: chief.id, role: 'USER' }, address)).toMatchObject({ code: 'OWN_RANK' })
  expect(await ranks.set(chief, { userId: 'x', role: 'USER' }, address)).toMatchObject({ __typename: 'NotFound' })
  expect(await ranks.set(chief, { userId: crypto.randomUUID(), role: 'USER' }, address)).toMatchObject({
    __typename: 'NotFound',
  })
})

test('of two admins who lower each other at once one stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [await auth.admin(), await auth.admin()]
    const outcomes = await Promise.allSettled([
      ranks.set(one, { userId: other.id, role: 'USER' }, address),
      ranks.set(other, { userId: one.id, role: 'USER' }, address),
    ])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(new Set([await roleOf(one.id), await roleOf(other.id)])).toEqual(new Set(['ADMIN', 'USER']))
  }
})
