import { expect, test } from 'vitest'
import { brokenLaws } from './broken-laws.ts'
import { dangers, excessBytes, lostWords } from './laws.ts'

// `npm run fuzz` tries ten times as many.
test('2,000 random texts keep the laws', { timeout: 15 * 60_000 }, () => {
  const broken = Array.from({ length: 2_000 }, (_, index) => brokenLaws(index + 1)).filter((one) => one !== null)
  expect(broken).toEqual([])
})

test('the laws see what they look for', () => {
  const shown = (html: string) => ({ html, text: '', excerpt: '' })
  expect(lostWords('one two', shown('<p>one</p>'))).toEqual(['two'])
  expect(lostWords('on[e](/two)', shown('<p>on<a href="/two">e</a></p>'))).toEqual([])
  const bad = [
    '<p onclick="x">a</p>',
    '<script>a</script>',
    '<a href="javascript:x">a</a>',
    '<a href=" java\nscript:x">a</a>',
    '<img src="x">',
    '<!-- a -->',
    '<p style="x">a</p>',
    '<table><p>a</p></table><b',
    '<p class="other">a</p>',
  ]
  expect(bad.filter((html) => dangers(shown(html)).length === 0)).toEqual([])
  expect(excessBytes('a', shown('a'.repeat(9_000)))).toBe(9_000 - 12 - 8 * 1_024)
})
