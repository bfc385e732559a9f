import { expect, test } from 'vitest'
import { testAuth } from '../../../tests/test-auth.ts'

const auth = await testAuth()
const { accounts } = auth.services

test('people are found by handle whatever its case, and rubbish finds nobody', async () => {
  const ann = await auth.person('ann')
  expect(await accounts.byHandle(ann.handle.toUpperCase())).toMatchObject({ id: ann.id })
  for (const rubbish of ['nobody', '', '\0', '\ud800', 'a'.repeat(100_000), "'; DROP TABLE accounts; --"])
    expect(await accounts.byHandle(rubbish)).toBeNull()
})

test('the database itself refuses a second handle or verified e-mail address in another case', async () => {
  const insert = (id: string, handle: string, email: string) => auth.database.sql.$executeRaw`
    INSERT INTO accounts (id, handle, email, created_at, email_verified_at) VALUES (${id}::uuid, ${handle}, ${email}, now(), now())`
  await insert('0190a000-0000-7000-8000-000000000001', 'first_one', 'one@example.com')
  await expect(insert('0190a000-0000-7000-8000-000000000002', 'first_one', 'two@example.com')).rejects.toThrow(
    /accounts_handle_key|Unique/i,
  )
  await expect(insert('0190a000-0000-7000-8000-000000000003', 'First_One', 'three@example.com')).rejects.toThrow(
    /check/i,
  )
  await expect(insert('0190a000-0000-7000-8000-000000000004', 'second', 'ONE@example.com')).rejects.toThrow(
    /accounts_verified_email_key|Unique/i,
  )
})

test('several are read in one statement', async () => {
  const people = [await auth.person('ann'), await auth.person('bob'), await auth.person('eve')]
  const found = await accounts.byIds([...people.map(({ id }) => id), '0190a000-0000-7000-8000-00000000000f'])
  expect([...found.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual(
    people.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b)),
  )
})
