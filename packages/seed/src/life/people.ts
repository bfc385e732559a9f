import { base, en, Faker, ru } from '@faker-js/faker'
import type { Random } from '../random.ts'
import { bios } from '../text/bios.ts'
import type { Language, Person } from './actions.ts'
import { byTime, day, wakingMoment } from './time.ts'

const zones: Record<Language, readonly number[]> = { ru: [3, 3, 3, 3, 2, 5, 7], en: [0, 0, 1, -5, -5, -8, 10] }

const latin: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

/** The handle that somebody of this name would choose: a-z, 0-9 and _, at most 24 long so that a number still fits. */
function handleOf(name: string): string {
  return [...name.toLowerCase()]
    .map((letter) => latin[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 24)
}

/** The first person's handle is the mark by which a later run finds this life again and reads the anchor back. */
export function firstHandle(life: string): string {
  return `first_of_${handleOf(life)}`
}

/**
 * The people of a life. The first registers exactly at the start; a third are there within the first two weeks, the rest come
 * steadily until two days before the anchor. `life` names profile and seed and keeps handles of two lives apart.
 */
export function generatePeople(random: Random, life: string, count: number, span: { from: Date; to: Date }): Person[] {
  const names = {
    en: new Faker({ locale: [en, base], randomizer: fakerSource(random.fork('en')) }),
    ru: new Faker({ locale: [ru, en, base], randomizer: fakerSource(random.fork('ru')) }),
  }
  const handles = new Set<string>()
  const people: Person[] = []
  for (let index = 0; index < count; index++) {
    const language: Language = random.chance(0.55) ? 'ru' : 'en'
    const sex = random.pick(['female', 'male'] as const)
    const displayName = `${names[language].person.firstName(sex)} ${names[language].person.lastName(sex)}`
    const utcOffsetHours = random.pick(zones[language])
    const until = new Date(random.chance(0.35) ? span.from.getTime() + 14 * day : span.to.getTime() - 2 * day)
    const createdAt = index === 0 ? span.from : wakingMoment(random, { from: span.from, to: until }, utcOffsetHours)
    const handle = index === 0 ? firstHandle(life) : freeHandle(random, handleOf(displayName), life, handles)
    handles.add(handle)
    const bio = random.chance(0.7) ? random.pick(bios[language]) : ''
    people.push({ id: random.uuid(createdAt), handle, displayName, bio, createdAt, language, utcOffsetHours })
  }
  return people.sort(byTime((person) => person.createdAt))
}

function freeHandle(random: Random, wish: string, life: string, taken: ReadonlySet<string>): string {
  const mark = handleMark(life)
  for (;;) {
    const handle = `${wish.slice(0, 27 - mark.length)}${mark}`
    if (handle.length >= 3 && !taken.has(handle)) return handle
    const numbered = `${handle}${random.whole(2, 999)}`
    if (!taken.has(numbered)) return numbered
  }
}

/** Keeps handles of two lives apart: `_d7` for `demo-7`. The small forum of the first start has the plain names. */
function handleMark(life: string): string {
  const [profile = '', seed = ''] = life.split('-')
  return life === 'smoke-1' ? '' : `_${profile.charAt(0)}${seed}`
}

function fakerSource(random: Random): { next(): number; seed(): void } {
  return { next: () => random.fraction(), seed: () => undefined }
}
