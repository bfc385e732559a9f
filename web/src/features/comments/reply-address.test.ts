import { expect, test } from 'vitest'
import { openReplyOf, replyAddress } from './reply-address.ts'

test('the address that signing in leads back to opens the reply, and keeps what else it said', () => {
  const address = replyAddress({ pathname: '/p/1', search: '?sort=NEWEST' }, 'c2')
  expect(address).toBe('/p/1?sort=NEWEST&reply=c2')
  expect(openReplyOf(address.slice(address.indexOf('?')))).toBe('c2')
})

test('another reply takes its place', () => {
  expect(replyAddress({ pathname: '/p/1', search: '?reply=c1' }, 'c2')).toBe('/p/1?reply=c2')
})
