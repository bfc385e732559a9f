import { beforeEach, expect, test } from 'vitest'
import { DraftBox, type DraftStorage } from './draft-box.ts'

let kept: Map<string, string>
let box: DraftBox
let full: boolean

const storage: DraftStorage = {
  read: (key) => kept.get(key) ?? null,
  write: (key, value) => {
    if (full && value !== null) return false
    if (value === null) kept.delete(key)
    else kept.set(key, value)
    return true
  },
}

beforeEach(() => {
  kept = new Map()
  full = false
  let keys = 0
  box = new DraftBox({ storage, now: () => 1_000, newKey: () => `key-${++keys}` })
})

test('a draft comes back after a reload with the key it had', () => {
  box.write('ann', 'post', { body: 'Half a thought' }, 'key-7')
  const reloaded = new DraftBox({ storage, now: () => 2_000, newKey: () => 'another' })
  expect(reloaded.read('ann', 'post')).toEqual({ content: { body: 'Half a thought' }, key: 'key-7', savedAt: 1_000 })
})

test('nobody else who signs in on this browser sees it', () => {
  box.write('ann', 'post', { body: 'Private' }, 'key-1')
  expect(box.read('bob', 'post')).toBeNull()
  expect(box.read(null, 'post')).toBeNull()
})

test('what a guest began goes to the person who signs in, once', () => {
  box.write(null, 'comment:1:', { body: 'As a guest' }, 'key-1')
  expect(box.read<{ body: string }>('ann', 'comment:1:')?.content.body).toBe('As a guest')
  expect(box.read('bob', 'comment:1:')).toBeNull()
  expect(box.read<{ body: string }>('ann', 'comment:1:')?.key).toBe('key-1')
})

test('a draft of their own is not replaced by what a guest began', () => {
  box.write('ann', 'post', { body: 'Mine' }, 'key-1')
  box.write(null, 'post', { body: "A guest's" }, 'key-2')
  expect(box.read<{ body: string }>('ann', 'post')?.content.body).toBe('Mine')
})

test('a discarded draft is gone, others stay', () => {
  box.write('ann', 'post', { body: 'One' }, 'key-1')
  box.write('ann', 'edit:1', { body: 'Two' }, 'key-2')
  box.discard('ann', 'post')
  expect(box.read('ann', 'post')).toBeNull()
  expect(box.read('ann', 'edit:1')).not.toBeNull()
})

test('a browser that keeps nothing says so', () => {
  full = true
  expect(box.write('ann', 'post', { body: 'Lost?' }, 'key-1')).toBeNull()
})

test('a broken entry is no draft', () => {
  kept.set('forum.draft.ann.post', '{"content":')
  expect(box.read('ann', 'post')).toBeNull()
})
