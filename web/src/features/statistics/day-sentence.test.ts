import { expect, test } from 'vitest'
import { type DayCounts, daySentence } from './day-sentence.ts'

const day = (counts: Partial<DayCounts> = {}): DayCounts => ({
  posts: 0,
  comments: 0,
  likes: 0,
  views: 0,
  activeUsers: 0,
  complete: true,
  ...counts,
})

const today = day({ complete: false, posts: 50 })

test('without a whole day there is nothing to say', () => {
  expect(daySentence([today])).toBeNull()
})

test('while the numbers of yesterday still come, the day before is not called yesterday', () => {
  expect(daySentence([day({ posts: 7 }), day({ complete: false, posts: 1 }), today])).toBeNull()
})

test('today, which is not over, is not compared with anything', () => {
  expect(daySentence([day({ activeUsers: 4, posts: 2, views: 30 }), today])).toEqual({
    kind: 'written',
    people: 4,
    posts: 2,
    comments: 0,
    views: 30,
    change: null,
  })
})

test('a day on which people only read', () => {
  expect(daySentence([day({ activeUsers: 3, views: 12 }), today])).toEqual({ kind: 'read-only', people: 3, views: 12 })
})

test('an empty day says so', () => {
  expect(daySentence([day(), today])).toEqual({ kind: 'nobody' })
})

test.each([
  [20, 30, 'more'],
  [30, 20, 'fewer'],
  [30, 31, 'as-many'],
  [3, 30, null],
])('from %i people to %i is %s', (before, now, change) => {
  const written = { posts: 1, comments: 1 }
  const days = [day({ ...written, activeUsers: before }), day({ ...written, activeUsers: now }), today]
  expect(daySentence(days)).toMatchObject({ change })
})
