import { expect, test } from 'vitest'
import { DeviceCookies } from './device-cookies.ts'

const devices = new DeviceCookies('a secret of the tests that is long enough')
const account = (n: number) => `0190a000-0000-7000-8000-00000000000${n}`

test('a browser is known to the accounts that signed in with it, the last five of them', () => {
  let cookie: string | null = null
  for (let n = 1; n <= 6; n++) cookie = devices.afterLogin(account(n), cookie)
  expect(devices.nonceFor(account(1), cookie)).toBeNull()
  for (let n = 2; n <= 6; n++) expect(devices.nonceFor(account(n), cookie)).not.toBeNull()
})

test('signing in again keeps the nonce by which tries are counted', () => {
  const cookie = devices.afterLogin(account(1), null)
  expect(devices.nonceFor(account(1), devices.afterLogin(account(1), cookie))).toBe(
    devices.nonceFor(account(1), cookie),
  )
})

test('a cookie that we did not make, or that was changed, says nothing', () => {
  const cookie = devices.afterLogin(account(1), null)
  const other = new DeviceCookies('another secret of the tests, long enough')
  expect(other.nonceFor(account(1), cookie)).toBeNull()
  expect(devices.nonceFor(account(2), cookie.replace(account(1), account(2)))).toBeNull()
  for (const rubbish of ['', '.', 'x', '..........', 'a'.repeat(100_000), '\0'])
    expect(devices.nonceFor(account(1), rubbish)).toBeNull()
})
