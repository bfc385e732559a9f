import { Problems } from '@forum/graphql-kit'
import { expect, test } from 'vitest'
import { checkPassword } from './password-rules.ts'

const owner = { handle: 'winterhawk', email: 'Anna.Winter@example.org' }

const codesOf = (password: string) => {
  const problems = new Problems()
  checkPassword(problems, password, owner, ['password'])
  return problems.outcome()?.fields.map(({ code }) => code) ?? []
}

test.each([
  'password',
  'PassWord',
  '12345678',
  'qwertyuiop',
  'football',
  'iloveyou',
  'password1',
  'ｐａｓｓｗｏｒｄ',
  ' password ',
])('%j is one of those that are tried first', (password) => {
  expect(codesOf(password)).toEqual(['PASSWORD_COMMON'])
})

test.each(['winterhawk', 'WINTERHAWK', '@winterhawk', 'anna.winter@example.org', 'anna.winter', ' winterhawk '])(
  '%j is what they are called',
  (password) => {
    expect(codesOf(password)).toEqual(['PASSWORD_IS_NAME'])
  },
)

test.each([' '.repeat(8), '\u00a0'.repeat(9), '\u200b'.repeat(8), '\t \u3164\u2800    '])('%j is blank', (password) => {
  expect(codesOf(password)).toEqual(['PASSWORD_BLANK'])
})

test.each(['winterhawk flies', 'correct horse battery', 'Пароль из четырёх слов', '        x', 'zq81-kd0w'])(
  '%j will do',
  (password) => {
    expect(codesOf(password)).toEqual([])
  },
)

test('too short is said alone', () => {
  expect(codesOf('pass')).toEqual(['PASSWORD_TOO_SHORT'])
})
