import { Problems } from '@forum/graphql-kit'
import { expect, test } from 'vitest'
import { checkName, normalName } from './profile-rules.ts'
import { playsTheStaff } from './staff-names.ts'

const zeroWidth = 'Ad\u200bmin'

test.each([
  'Admin',
  'ADMIN',
  'Admin ✔',
  '★ Admin ★',
  'Аdmin',
  'Аԁmіn',
  'аdmіnіstrаtor',
  'ａｄｍｉｎ',
  '𝐀𝐝𝐦𝐢𝐧',
  'Adm1n',
  '4dmin',
  '@dmin',
  'Àdmîn',
  zeroWidth,
  'A d m i n',
  'admin_1',
  'admin2',
  'the_admin',
  'ForumAdmin',
  'Admin Team',
  'Anna (admin)',
  'Moderator',
  'Rnoderator',
  'moderat0r',
  'Модератор',
  'Mодератор',
  'Администрация',
  'Админ форума',
  'Support',
  'Security',
  'Social Forum',
  'social_forum',
  'Поддержка',
  'system',
  'Ѕystem',
  'Official',
])('%s plays the staff', (name) => {
  expect(playsTheStaff(name)).toBe(true)
})

test.each([
  'Anna',
  'Аня Смирнова',
  'Badminton fan',
  'Adam Minsky',
  'Moder Ator Z',
  'Модест Петров',
  'user_17',
  'news_reader',
  'Модная Надя',
  'Ada',
  'Systematic',
  'Modest',
  'Админбек?'.slice(0, 2),
  '李小龍',
  'Anna ✔',
  'Jean-Luc',
  'teamwork',
  '👩‍🚀',
])('%s does not', (name) => {
  expect(playsTheStaff(name)).toBe(false)
})

const problemsOf = (given: string) => {
  const problems = new Problems()
  checkName(problems, normalName(given), ['displayName'])
  return problems.outcome()?.fields.map(({ code }) => code) ?? []
}

test.each([
  zeroWidth.replace('Ad', 'An'),
  'Anna\u00ad',
  'An\u2060na',
  '\u3164Anna',
  'Anna\u2800',
  'A\u034fnna',
  'Anna\u200d',
])('letters that nobody sees are refused: %j', (name) => {
  expect(problemsOf(name)).toEqual(['NAME_INVISIBLE'])
})

test.each(['👩‍🚀 Anna', '❤️ Tea', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 Kate', 'می‌خواهم', 'क्‍ष', '👨‍👩‍👧'])(
  'and those that make another letter or picture are not: %s',
  (name) => {
    expect(problemsOf(name)).toEqual([])
  },
)
