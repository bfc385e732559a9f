import { expect, test } from 'vitest'
import { password, type TestPerson, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { accounts, deletion, erasing, login, passwords, registration, sessions, suspending, tokens } = auth.services
const { prisma } = auth.database

const dayMs = 24 * 60 * 60 * 1_000
const where = '192.0.2.7'
const ask = (person: TestPerson, texts: 'KEEP_WITHOUT_NAME' | 'EMPTY' = 'KEEP_WITHOUT_NAME') =>
  deletion.ask(viewerOf(person), { currentPassword: password, texts }, where)
const signIn = (person: TestPerson) => login.login({ login: person.handle, password, session: 'TOKENS' }, testCaller())
const seen = async (id: string) => (await accounts.byIds([id])).get(id)
const subjectsTo = async (email: string) => (await auth.mailsTo(email)).map(({ subject }) => subject)
/** As if the seven days were over. */
const pass = async (id: string) => {
  await prisma.$executeRaw`UPDATE accounts SET deletion_at = now() - interval '1 second' WHERE id = ${id}::uuid`
  await erasing.eraseDue()
}
/** As if a day had passed since everything that the audit log holds. */
const aDayLater = () =>
  prisma.$transaction([
    prisma.$executeRaw`ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_stay`,
    prisma.$executeRaw`UPDATE audit_entries SET at = at - interval '25 hours'`,
    prisma.$executeRaw`ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_stay`,
  ])
const register = (handle: string, email: string) =>
  registration.register({ handle, email, password, session: 'TOKENS' }, testCaller())

test('who asks for it is signed out everywhere, hidden from everybody, and told', async () => {
  const ann = await auth.confirmed('ann')
  const outcome = await ask(ann)
  expect(outcome).toMatchObject({ __typename: 'DeleteAccountSuccess' })
  const at = outcome.__typename === 'DeleteAccountSuccess' ? outcome.deletionAt.getTime() : 0
  expect(Math.abs(at - Date.now() - 7 * dayMs)).toBeLessThan(60_000)
  expect(await seen(ann.id)).toBeUndefined()
  expect(await accounts.byHandle(ann.handle)).toBeNull()
  expect(await accounts.statusOf(ann.id)).toBe('DELETED')
  expect((await tokens.verify(ann.accessToken)).verdict).toMatchObject({ status: 'invalid', reason: 'SESSION_ENDED' })
  expect(await sessions.listOf(ann)).toEqual([])
  expect(await subjectsTo(ann.email)).toContain('Your account is being deleted')
  const told = (await auth.events()).filter(({ subject }) => subject === ann.id).at(-1)
  expect(told).toMatchObject({ type: 'profile_updated', data: { handle: '', displayName: '', version: 2 } })
})

test('signing in shows it and may little; keeping it brings everything back', async () => {
  const ann = await auth.confirmed('ann')
  await ask(ann)
  const outcome = await signIn(ann)
  if (outcome.__typename !== 'LoginSuccess' || !outcome.tokens) throw new Error(JSON.stringify(outcome))
  expect((await tokens.verify(outcome.tokens.accessToken)).verdict).toMatchObject({ scopes: ['leaving'] })
  expect(await accounts.oneself(ann.id)).toMatchObject({ handle: ann.handle })
  const viewer = { ...viewerOf({ ...ann, sessionId: outcome.viewer.sessionId }), scopes: ['leaving'] }
  await deletion.keep(viewer, where)
  expect((await tokens.verify(outcome.tokens.accessToken)).verdict).toMatchObject({ scopes: ['*'] })
  expect(await seen(ann.id)).toMatchObject({ handle: ann.handle })
  const told = (await auth.events()).filter(({ subject }) => subject === ann.id).map(({ type }) => type)
  expect(told.filter((type) => type === 'profile_updated')).toHaveLength(3)
  await erasing.eraseDue()
  expect(await accounts.statusOf(ann.id)).toBe('ACTIVE')
  expect(await deletion.keep(viewer, where)).toMatchObject({ __typename: 'KeepAccountSuccess' })
})

test('a wrong password deletes nothing', async () => {
  const ann = await auth.person('ann')
  const outcome = await deletion.ask(viewerOf(ann), { currentPassword: 'wrong', texts: 'EMPTY' }, where)
  expect(outcome).toMatchObject({ __typename: 'WrongCredentials' })
  expect(await seen(ann.id)).toBeDefined()
})

test('asked again the day stays, and the texts are those of the last time', async () => {
  const ann = await auth.person('ann')
  const [first, second] = [await ask(ann), await ask(ann, 'EMPTY')]
  expect(second).toEqual(first)
  const [row] = await prisma.account.findMany({ where: { id: ann.id } })
  expect(row?.deletionTexts).toBe('EMPTY')
})

test('not within a day of another password', async () => {
  const ann = await auth.person('ann')
  await passwords.change(viewerOf(ann), { currentPassword: password, newPassword: 'another word 7' })
  const wish = { currentPassword: 'another word 7', texts: 'EMPTY' as const }
  expect(await deletion.ask(viewerOf(ann), wish, where)).toMatchObject({ code: 'CHANGED_OF_LATE' })
  await aDayLater()
  expect(await deletion.ask(viewerOf(ann), wish, where)).toMatchObject({ __typename: 'DeleteAccountSuccess' })
})

test('the last admin stays, also when two leave at once', async () => {
  await prisma.$executeRaw`UPDATE accounts SET role = 'USER'`
  const admins = [await auth.admin(), await auth.admin()]
  await aDayLater()
  const outcomes = await Promise.all(
    admins.map((viewer) => deletion.ask(viewer, { currentPassword: password, texts: 'EMPTY' }, where)),
  )
  expect(outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.__typename)).toSorted()).toEqual([
    'DeleteAccountSuccess',
    'LAST_ADMIN',
  ])
})

test('an erased account is an id: no row of Auth holds anything of theirs', async () => {
  const ann = await auth.confirmed('needle')
  await auth.services.profiles.update(viewerOf(ann), { displayName: 'Needle Name', bio: 'needle of a bio' })
  await login.login({ login: ann.handle, password: 'no', session: 'TOKENS' }, testCaller({ address: '198.51.100.77' }))
  await auth.services.login.login(
    { login: ann.handle, password, session: 'TOKENS' },
    testCaller({ userAgent: 'needle-reader/3', address: '198.51.100.77' }),
  )
  await ask(ann)
  await auth.mailsTo()
  await pass(ann.id)
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
  const found: string[] = []
  for (const { name } of tables.filter((table) => table.name !== 'outbox')) {
    const rows = await prisma.$queryRawUnsafe<{ text: string }[]>(
      `SELECT t::text AS text FROM "${name}" t WHERE t::text ILIKE '%needle%' OR t::text LIKE '%198.51.100.77%'`,
    )
    found.push(...rows.map(({ text }) => `${name}: ${text}`))
  }
  expect(found).toEqual([])
  expect(await auth.mailsTo(ann.email)).toEqual([])
  const told = (await auth.events()).filter(({ subject }) => subject === ann.id).slice(-2)
  expect(told).toMatchObject([
    { type: 'profile_erased' },
    { type: 'user_deleted', data: { status: 'DELETED', texts: 'KEEP_WITHOUT_NAME' } },
  ])
  expect(await signIn(ann)).toMatchObject({ __typename: 'WrongCredentials' })
})

test('a handle is never given again, its address is free', async () => {
  const ann = await auth.person('ann')
  await ask(ann)
  await pass(ann.id)
  expect(await register(ann.handle.toUpperCase(), 'somebody@example.com')).toMatchObject({
    fields: [{ path: ['handle'], code: 'HANDLE_TAKEN' }],
  })
  expect(await register('another_of_ann', ann.email)).toMatchObject({ __typename: 'RegisterSuccess' })
})

test('while a suspension runs, the address of the erased account is kept, and until then alone', async () => {
  const [ann, chief] = [await auth.person('ann'), await auth.admin()]
  const until = new Date(Date.now() + 3 * dayMs)
  await suspending.suspend(chief, { userId: ann.id, reason: 'Rude', until }, where)
  expect(await ask(ann)).toMatchObject({ __typename: 'DeleteAccountSuccess' })
  await pass(ann.id)
  expect(await register('ann_is_back', ann.email.toUpperCase())).toMatchObject({
    fields: [{ path: ['email'], code: 'EMAIL_NOT_ACCEPTED' }],
  })
  const ben = await auth.person('ben')
  const change = { currentPassword: password, email: ann.email }
  expect(await auth.services.emailChanges.ask(viewerOf(ben), change)).toMatchObject({
    fields: [{ path: ['email'], code: 'EMAIL_NOT_ACCEPTED' }],
  })
  await prisma.$executeRaw`UPDATE gone_names SET until = now() - interval '1 second' WHERE until IS NOT NULL`
  await auth.services.leftovers.goneNames.deleteOld()
  expect(await register('ann_is_back', ann.email)).toMatchObject({ __typename: 'RegisterSuccess' })
})

test('who keeps the account at the moment of its erasure keeps it, or it is erased: never both', async () => {
  const ann = await auth.person('ann')
  await ask(ann)
  await prisma.$executeRaw`UPDATE accounts SET deletion_at = now() WHERE id = ${ann.id}::uuid`
  await Promise.all([deletion.keep(viewerOf(ann), where), erasing.eraseDue(), erasing.eraseDue()])
  const isKept = (await accounts.statusOf(ann.id)) === 'ACTIVE'
  expect((await accounts.oneself(ann.id)) !== null).toBe(isKept)
  const told = (await auth.events()).filter(({ type, subject }) => type === 'user_deleted' && subject === ann.id)
  expect(told).toHaveLength(isKept ? 0 : 1)
})

test('of a wait for an account nothing is shown: its letters are dropped but for those that let it in', async () => {
  const ann = await auth.confirmed('ann')
  await ask(ann)
  await signIn(ann)
  await auth.services.login.login(
    { login: ann.handle, password, session: 'TOKENS' },
    testCaller({ userAgent: 'other/1' }),
  )
  expect(await subjectsTo(ann.email)).not.toContain('A new device signed in')
  await auth.services.passwordResets.request(ann.handle, testCaller())
  expect(await subjectsTo(ann.email)).toContain('A new password for your account')
})
