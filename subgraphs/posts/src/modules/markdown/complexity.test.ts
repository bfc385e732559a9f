import { expect, test } from 'vitest'
import { isTooComplex } from './complexity.ts'

// The look itself is taken in the thread that serves, so it must not be what a hostile text attacks.
const size = 50_000
const hostile: Record<string, string> = {
  'blank cells': `-${'| '.repeat(28)}x`,
  'wide blank cells': `-|${' '.repeat(size)}x`,
  'blanks before a cell': `${' '.repeat(size)}|-x`,
  dashes: `${'-'.repeat(size)}|x`,
  marks: `${'> - 1. '.repeat(size / 7)}x`,
  digits: '1'.repeat(size),
}

test.each(Object.entries(hostile))('is told in linear time of %s', (_name, text) => {
  const before = process.cpuUsage()
  isTooComplex(text)
  expect(process.cpuUsage(before).user).toBeLessThan(500_000)
})

test('people write tables, lists and emphasis', () => {
  const table = `|a|b|\n|:-|-:|\n${'|1|2|\n'.repeat(1_000)}`
  expect([table, '- *a*\n'.repeat(1_000), '> > > a'].map(isTooComplex)).toEqual([false, false, false])
})
