import { beforeEach, expect, test } from 'vitest'
import { PostDraftPlaces } from './post-draft-places.ts'

let shared: Map<string, string>
let now: number
let ids: number

beforeEach(() => {
  shared = new Map()
  now = 0
  ids = 0
})

const storageOf = (map: Map<string, string>) => ({
  getItem: (key: string) => map.get(key) ?? null,
  setItem: (key: string, value: string) => void map.set(key, value),
  removeItem: (key: string) => void map.delete(key),
  keys: () => [...map.keys()],
})

/** A tab; loading it anew keeps `own` and is another document. */
const tab = (own = new Map<string, string>()) => ({
  own,
  places: new PostDraftPlaces({
    shared: storageOf(shared),
    own: storageOf(own),
    now: () => now,
    newId: () => `${++ids}`,
    document: `document-${Math.random()}`,
  }),
})

const write = (place: string, owner = 'ann') => shared.set(`forum.draft.${owner}.${place}`, '{}')

test('two open tabs have a draft each', () => {
  const first = tab().places.take('ann')
  const second = tab().places.take('ann')
  expect(second).not.toBe(first)
})

test('a tab that is loaded anew goes on with its own', () => {
  tab().places.take('ann')
  const second = tab()
  const place = second.places.take('ann')
  write(place)
  second.places.release(place)
  expect(tab(second.own).places.take('ann')).toBe(place)
})

test('what a closed tab left is gone on with by the next', () => {
  const first = tab()
  const place = first.places.take('ann')
  write(place)
  first.places.release(place)
  expect(tab().places.take('ann')).toBe(place)
})

test('a duplicated tab writes another draft', () => {
  const first = tab()
  const place = first.places.take('ann')
  expect(tab(new Map(first.own)).places.take('ann')).not.toBe(place)
})

test('a tab that died without a word holds its draft for half a day', () => {
  const place = tab().places.take('ann')
  write(place)
  expect(tab().places.take('ann')).not.toBe(place)
  now += 13 * 60 * 60 * 1000
  expect(tab().places.take('ann')).toBe(place)
})

test('a draft of somebody else is not taken, what a guest began is', () => {
  write('post:bobs', 'bob')
  expect(tab().places.take('ann')).toBe('post')
  write('post:begun', 'guest')
  expect(tab().places.take('ann')).toBe('post:begun')
})
