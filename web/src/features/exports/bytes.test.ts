import { expect, test } from 'vitest'
import { bytesIn } from './bytes.ts'

test.each([
  [820, '820 byte', '820 Б'],
  [12_400, '12.4 kB', '12,4 кБ'],
  [1_400_000, '1.4 MB', '1,4 МБ'],
  [2_000_000_000, '2 GB', '2 ГБ'],
])('%i is %s and %s', (bytes, english, russian) => {
  expect(bytesIn('en', bytes).replaceAll('\u00a0', ' ')).toBe(english)
  expect(bytesIn('ru', bytes).replaceAll('\u00a0', ' ')).toBe(russian)
})
