import { expect, test } from 'vitest'
import { shortcutOf } from './shortcut-of.ts'

test.each([
  ['b on QWERTY', 'b', 'KeyB', 'bold'],
  ['Shift or Caps Lock', 'B', 'KeyB', 'bold'],
  ['и on a Russian keyboard', 'и', 'KeyB', 'bold'],
  ['ш on a Russian keyboard', 'ш', 'KeyI', 'italic'],
  ['c on Dvorak stands where i is', 'c', 'KeyI', null],
  ['i on Dvorak stands where g is', 'i', 'KeyG', 'italic'],
  ['another key', 'Tab', 'Tab', null],
])('%s', (_what, key, code, format) => {
  expect(shortcutOf({ key, code })).toBe(format)
})
