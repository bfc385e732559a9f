import { expect, test } from 'vitest'
import { uuidv7Ids } from './ids.ts'

const shape = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

test('thousands of ids in a row are UUIDv7, each another one, in the order in which they were made', () => {
  const before = Date.now()
  const ids = Array.from({ length: 20_000 }, () => uuidv7Ids.next())
  expect(ids.every((id) => shape.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(ids.toSorted())
  const time = Number.parseInt(String(ids[0]).replace('-', '').slice(0, 12), 16)
  expect(time).toBeGreaterThanOrEqual(before)
  expect(time).toBeLessThanOrEqual(Date.now())
})

test('an id of another time begins with it and ends at random', () => {
  const time = new Date('2026-01-31T12:00:00.000Z')
  const [one, other] = [uuidv7Ids.at(time), uuidv7Ids.at(time)]
  expect(one).toMatch(shape)
  expect(one.slice(0, 13)).toBe(other.slice(0, 13))
  expect(one).not.toBe(other)
  expect(Number.parseInt(one.replace('-', '').slice(0, 12), 16)).toBe(time.getTime())
})
