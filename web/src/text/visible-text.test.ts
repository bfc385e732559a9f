import { expect, test } from 'vitest'
import { hasVisibleText } from './visible-text.ts'

test.each(['a', '字', '—', ' 1 ', '🍵'])('%s is seen', (text) => {
  expect(hasVisibleText(text)).toBe(true)
})

test.each(['', '  \n', '\u00a0\u200b', '\u00ad\ufeff', '\u3164', '\u0301\u0301'])('%j is not', (text) => {
  expect(hasVisibleText(text)).toBe(false)
})
