import { reservedHandles } from '../accounts/reserved-handles.ts'
import { skeletonsOf } from './name-skeleton.ts'

// Whoever reads one of these in a name takes its bearer for one of the staff.
const staffWords =
  `admin admins administrator administrators administration sysadmin superadmin superuser moderator moderators moderation webmaster
  админ админы администратор администраторы администрация модератор модераторы модерация сисадмин`.split(/\s+/)
// What is put before or after one of them to make another name of it.
const besides =
  `the a forum site head chief main real official super global team staff group support bot user s mr форум форума главный
  команда`.split(/\s+/)
// What speaks for the forum only when it is the whole name.
const forumNames = [
  ...reservedHandles,
  ...'официальный поддержка техподдержка система форум сайт безопасность уведомления команда'.split(' '),
]

const staff: ReadonlySet<string> = new Set(staffWords.flatMap(skeletonsOf))
const attached = [...new Set(besides.flatMap(skeletonsOf))]
const wholeNames: ReadonlySet<string> = new Set(forumNames.flatMap((name) => skeletonsOf(name.replaceAll('_', ''))))

const betweenWords = /[[\s\p{P}\p{Sm}\p{Sk}\p{So}_]--[@]]+/v
const numberAtAnEnd = /^\p{N}+|\p{N}+$/gu

/** Whether a name or handle plays the staff or the forum itself: by how it looks, not by how it is spelled. */
export function playsTheStaff(name: string): boolean {
  const words = name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .split(betweenWords)
    .filter((word) => word !== '')
  const whole = words.join('')
  return words.some(isOfStaff) || isOfStaff(whole) || skeletonsOf(whole).some((form) => wholeNames.has(form))
}

function isOfStaff(word: string): boolean {
  const forms = [word, word.replace(numberAtAnEnd, '')].flatMap(skeletonsOf)
  return forms.some((form) => staff.has(form) || attached.some((part) => isWithPart(form, part)))
}

const isWithPart = (form: string, part: string): boolean =>
  (form.startsWith(part) && staff.has(form.slice(part.length))) ||
  (form.endsWith(part) && staff.has(form.slice(0, -part.length)))
