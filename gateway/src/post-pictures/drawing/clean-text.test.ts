import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

test.each([
  ['lines become one', ' a\n\tb\u3000c ', 'a b c'],
  ['accents are composed', 'e\u0301', 'é'],
  ['a name cannot turn the words around it', 'a\u202Eb\u2066c', 'abc'],
  ['controls and soft hyphens are not there', 'a\u0000b\u00ADc', 'abc'],
  ['half a character is replaced', 'a\uD800', 'a\uFFFD'],
  ['an emoji stays whole', '👩‍👩‍👧', '👩‍👩‍👧'],
  ['spaces that hold words together stay', '10\u202Fkm', '10\u00A0km'],
])('%s', (_law, text, clean) => {
  expect(cleanText(text, 100)).toBe(clean)
})

test('is cut between characters', () => {
  expect(cleanText('👩‍👩‍👧'.repeat(5), 2)).toBe('👩‍👩‍👧'.repeat(2))
})
