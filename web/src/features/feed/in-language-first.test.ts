import { expect, test } from 'vitest'
import { inLanguageFirst } from './in-language-first.ts'

const person = (displayName: string, bio: string) => ({ displayName, bio })

test('who writes in the reader’s language is suggested first, in the order of before', () => {
  const people = [
    person('Ivan', 'Пишу о чае'),
    person('Olga', ''),
    person('Ann', 'I write about tea'),
    person('Олег', ''),
    person('Bob', 'Bread, mostly'),
  ]
  const names = (language: string) => inLanguageFirst(people, language).map(({ displayName }) => displayName)
  expect(names('en')).toEqual(['Olga', 'Ann', 'Bob', 'Олег', 'Ivan'])
  expect(names('ru')).toEqual(['Ivan', 'Олег', 'Olga', 'Ann', 'Bob'])
})
