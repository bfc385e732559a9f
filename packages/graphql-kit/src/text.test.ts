import { expect, test } from 'vitest'
import { characters, hasControlCharacters, isVisible, normalText } from './text.ts'

test.each(['\u200b', '\u200d\u2060\ufeff', '\u00ad', '\u3164', '\u115f', '\u2800', '\u202e', ' \t', '\u{e0041}', ''])(
  'nobody sees %j',
  (text) => {
    expect(isVisible(text)).toBe(false)
  },
)

test.each(['a', '\u200b.', '🙂', '❤️', '1', 'ё', '漢', '\u0301'])('everybody sees %j', (text) => {
  expect(isVisible(text)).toBe(true)
})

test.each(['\n', '\u0085', '\u2028', '\u2029', '\u0000'])('%j does not stand in a line', (text) => {
  expect(hasControlCharacters(`a${text}b`)).toBe(true)
})

test('what is composed of many code points is kept whole up to the limit', () => {
  const most = '\u{1f82}'.repeat(200)
  expect(normalText(most.normalize('NFD'), 200)).toBe(most)
  const astral = '\u{16126}'.repeat(200)
  expect(normalText(astral.normalize('NFD'), 200)).toBe(astral.normalize('NFC'))
})

// 250,000 marks of each kind took minutes, with everybody else waiting.
test.each(['NFC', 'NFKC'] as const)('a text that is slow to bring to %s is only seen to be too long', (form) => {
  const hostile = `a${'\u0315'.repeat(250_000)}${'\u0316'.repeat(250_000)}`
  const before = process.cpuUsage()
  expect(characters(normalText(hostile, 200, form))).toBeGreaterThan(200)
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
})
