import { expect, test } from 'vitest'
import { shortcutOf } from './keys.ts'

const pressed = (key: string, code: string, more: object = {}) =>
  shortcutOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...more })

test('a Latin letter counts as it is written on the key', () => {
  expect(pressed('j', 'KeyJ')).toBe('j')
  expect(pressed('j', 'KeyC'), 'Dvorak').toBe('j')
  expect(pressed('h', 'KeyJ'), 'Dvorak').toBeNull()
})

test('on a Russian keyboard the place of the key counts', () => {
  expect(pressed('о', 'KeyJ')).toBe('j')
  expect(pressed('т', 'KeyN')).toBe('n')
  expect(pressed('.', 'Slash')).toBe('/')
  expect(pressed(',', 'Slash', { shiftKey: true })).toBe('?')
})

test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])(
  'with %j it is the browser’s',
  (more) => {
    expect(pressed('l', 'KeyL', more)).toBeNull()
  },
)

test('other keys mean nothing', () => {
  expect(pressed('Enter', 'Enter')).toBeNull()
  expect(pressed('J', 'KeyJ', { shiftKey: true })).toBeNull()
})
