import { expect, test } from 'vitest'
import { HasherBusy, PasswordHasher } from './password-hasher.ts'

test('hashes with argon2id, 19 MiB, two passes, one lane, and a salt of its own', async () => {
  const hasher = new PasswordHasher()
  const [one, two] = [await hasher.hash('correct horse'), await hasher.hash('correct horse')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
  expect(await hasher.matches('correct horse', one)).toBe(true)
  expect(await hasher.matches('wrong horse', one)).toBe(false)
})

test('without a hash nothing matches, not even what the decoy was made of', async () => {
  const hasher = new PasswordHasher()
  expect(await hasher.matches('nobody has this password', null)).toBe(false)
})

test('a megabyte for a password is wrong, and takes no longer', async () => {
  const hasher = new PasswordHasher()
  expect(await hasher.matches('\ufdfa'.repeat(1_000_000), await hasher.hash('correct horse'))).toBe(false)
})

test('a flood waits in a bounded queue, and what does not fit is refused at once', async () => {
  const hasher = new PasswordHasher({ concurrency: 1, longestQueue: 3 })
  const settled = await Promise.allSettled(Array.from({ length: 10 }, () => hasher.hash('correct horse')))
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
  const reasons = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  expect(reasons.every((reason) => reason instanceof HasherBusy)).toBe(true)
  expect(await hasher.hash('correct horse')).toContain('argon2id')
})
