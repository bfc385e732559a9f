import { expect, test } from 'vitest'
import { password, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()

async function filesOf(userId: string, asOf = new Date(Date.now() + 60_000)) {
  const files = new Map<string, unknown[]>()
  for await (const { file, lines } of auth.services.personalData.parts({ userId, asOf })) {
    const rows = lines.toString('utf8').split('\n').filter(Boolean)
    files.set(file, [...(files.get(file) ?? []), ...rows.map((row) => JSON.parse(row))])
  }
  return files
}

test('all that Auth holds of somebody, and nothing of others', async () => {
  const [ann, chief] = [await auth.confirmed('ann'), await auth.admin()]
  await auth.services.login.login(
    { login: ann.handle, password: 'no', session: 'TOKENS' },
    testCaller({ address: '192.0.2.66' }),
  )
  await auth.services.suspending.suspend(chief, { userId: ann.id, reason: 'Rude', until: null }, '192.0.2.77')
  const files = await filesOf(ann.id)
  expect([...files.keys()]).toEqual([
    'account/account',
    'account/devices',
    'account/invites',
    'account/suspensions',
    'account/log',
  ])
  expect(files.get('account/account')).toMatchObject([
    { id: ann.id, handle: ann.handle, email: ann.email, status: 'SUSPENDED' },
  ])
  expect(files.get('account/devices')).toMatchObject([{ client: 'test/1' }])
  expect(files.get('account/suspensions')).toMatchObject([{ reason: 'Rude', until: null }])
  const text = JSON.stringify([...files])
  for (const others of [chief.id, '192.0.2.66', '192.0.2.77', 'hash', password]) expect(text).not.toContain(others)
})

test('what came later is not in it, and the same moment gives the same rows', async () => {
  const ann = await auth.confirmed('ann')
  const asOf = new Date(Date.now() + 1_000)
  const before = await filesOf(ann.id, asOf)
  await auth.database.prisma.$executeRaw`
    INSERT INTO sessions (id, account_id, client, created_at) VALUES (gen_random_uuid(), ${ann.id}::uuid, 'later', now() + interval '1 hour')`
  expect(await filesOf(ann.id, asOf)).toEqual(before)
  expect((await filesOf(viewerOf(ann).id, new Date(Date.now() + 7_200_000))).get('account/devices')).toHaveLength(2)
})
