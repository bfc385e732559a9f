import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countCharacters, firstCharacters } from './count-characters.ts'

test('a smiley is one character, as the API counts it', () => {
  expect(countCharacters('tea 🍵')).toBe(5)
})

test('what is cut off has as many characters as asked for, and no half of one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, most) => {
      const cut = firstCharacters(text, most)
      expect(countCharacters(cut)).toBe(Math.min(most, countCharacters(text)))
      expect(text.startsWith(cut)).toBe(true)
      expect(cut.isWellFormed()).toBe(true)
    }),
  )
})
