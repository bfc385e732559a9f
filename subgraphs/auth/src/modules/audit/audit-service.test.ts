import { expect, test } from 'vitest'
import { password, testAuth, testCaller, viewerOf } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { audit, login, passwords } = auth.services

test('signing in, failing to, and a changed password are written down, with where they came from', async () => {
  const [chief, ann] = [await auth.admin(), await auth.person('ann')]
  const from = (address: string) => testCaller({ address })
  await login.login({ login: ann.handle, password, session: 'TOKENS' }, from('192.0.2.8'))
  await login.login({ login: ann.handle, password: 'wrong', session: 'TOKENS' }, from('192.0.2.9'))
  await passwords.change(viewerOf(ann), { currentPassword: password, newPassword: 'another word 7' })
  const { edges } = await audit.list(chief, { userId: ann.id })
  expect(edges.map(({ node: { kind, actorId, whomId, address } }) => [kind, actorId, whomId, address])).toEqual([
    ['PASSWORD_CHANGED', ann.id, ann.id, null],
    ['SIGN_IN_FAILED', null, ann.id, '192.0.2.9'],
    ['SIGNED_IN', ann.id, ann.id, '192.0.2.8'],
  ])
  expect(JSON.stringify(edges)).not.toContain(ann.email)
})

test('it is for admins', async () => {
  const ann = await auth.person('ann')
  for (const role of ['USER', 'MODERATOR'] as const)
    await expect(audit.list(viewerOf(ann, role), {})).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } })
})

test('a walk sees each entry once, newest first, while others are written', async () => {
  const chief = await auth.admin()
  for (let index = 0; index < 7; index += 1)
    await audit.write(null, { kind: 'SITE_CHANGED', by: chief.id, detail: `${index}` })
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof audit.list>> = await audit.list(chief, { userId: chief.id, first: 2, after })
    seen.push(...page.edges.map(({ node }) => node.detail).filter((detail) => /^\d$/.test(detail)))
    await audit.write(null, { kind: 'SITE_CHANGED', by: chief.id, detail: 'meanwhile' })
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after)
  expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0'])
})

test('an entry cannot be changed or deleted; after 90 days it forgets the address and nothing else', async () => {
  const { prisma } = auth.database
  await audit.write(null, { kind: 'SITE_CHANGED', by: null, detail: 'kept', address: '192.0.2.10' })
  await expect(prisma.$executeRaw`UPDATE audit_entries SET detail = 'another' WHERE detail = 'kept'`).rejects.toThrow(
    /only added to/,
  )
  await expect(prisma.$executeRaw`DELETE FROM audit_entries`).rejects.toThrow(/only added to/)
  await expect(
    prisma.$executeRaw`UPDATE audit_entries SET at = now() - interval '91 days' WHERE detail = 'kept'`,
  ).rejects.toThrow(/only added to/)
  await prisma.$executeRaw`
    INSERT INTO audit_entries (kind, detail, address, at) VALUES ('SITE_CHANGED', 'old', '192.0.2.11', now() - interval '91 days')`
  await auth.services.leftovers.audit.forgetAddresses()
  const rows = await prisma.auditEntry.findMany({ where: { detail: { in: ['old', 'kept'] } }, orderBy: { id: 'asc' } })
  expect(rows.map(({ detail, address }) => [detail, address])).toEqual([
    ['kept', '192.0.2.10'],
    ['old', null],
  ])
})
