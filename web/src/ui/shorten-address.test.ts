import { expect, test } from 'vitest'
import { shortenAddress } from './shorten-address.ts'

test('a long address keeps its beginning and its end', () => {
  const address = `https://example.org/archive/${'a'.repeat(60)}/the-last-page.html`
  const short = shortenAddress(address)
  expect(short.length).toBeLessThan(56)
  expect(short).toMatch(/^https:\/\/example\.org\/archive\/a+….*last-page\.html$/)
})

test.each(['https://example.org/short', `${'word '.repeat(20)}`, `see https://example.org/${'a'.repeat(60)} for more`])(
  '%s stays as it is',
  (text) => {
    expect(shortenAddress(text)).toBe(text)
  },
)
