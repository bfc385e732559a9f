import { expect, test } from 'vitest'
import { addressAfter, addressOf } from './address.ts'

test('the top of a feed has the plain address', () => {
  expect(addressOf('/', '', { id: 'post-1', after: null, isFirst: true })).toBe('/')
  expect(addressOf('/', '?after=abc', null)).toBe('/')
})

test('further down the address names the part and the row', () => {
  expect(addressOf('/active', '', { id: 'post-7', after: null, isFirst: false })).toBe('/active#post-7')
  expect(addressOf('/active', '', { id: 'post-25', after: 'c=', isFirst: false })).toBe('/active?after=c%3D#post-25')
})

test('what was searched for stays in the address', () => {
  expect(addressAfter('/search', '?q=кино&after=x', 'y')).toBe('/search?q=%D0%BA%D0%B8%D0%BD%D0%BE&after=y')
})
