import { expect, test } from 'vitest'
import { cleanTags } from './tags.ts'

test('tags are lower case, without the sign, each once', () => {
  expect(cleanTags(['#Книги', 'книги', ' Web   Dev ', '  '])).toEqual(['книги', 'web dev'])
})

test('decomposed letters are composed, so that one word is one tag', () => {
  expect(cleanTags(['e\u0301te\u0301'])).toEqual(['été'])
})

test('at most five, at most thirty characters each', () => {
  expect(cleanTags(['a', 'b', 'c', 'd', 'e', 'f'])).toHaveLength(5)
  expect(cleanTags(['x'.repeat(40)])[0]).toHaveLength(30)
})

test('what looks alike is one tag: full width, invisible letters, ё', () => {
  expect(cleanTags(['ｔｅａ', 'te\u200Ba', 'te\u00ADa', 'tea'])).toEqual(['tea'])
  expect(cleanTags(['Ёлки', 'елки'])).toEqual(['елки'])
})

test('thirty characters are thirty, smileys too', () => {
  expect([...(cleanTags(['🙂'.repeat(40)])[0] ?? '')]).toHaveLength(30)
})
