import { expect, test } from 'vitest'
import { guessLanguage } from './guess-language.ts'

test.each([
  ['Чему меня научила мука', 'ru'],
  ['What flour taught me', 'en'],
  ['Как я перешёл на TypeScript и PostgreSQL за одну зиму и не пожалел', 'ru'],
  ['42', 'en'],
  ['كيف تعلمت الخبز في شتاء واحد', ''],
])('%s is %s', (text, language) => {
  expect(guessLanguage(text)).toBe(language)
})
