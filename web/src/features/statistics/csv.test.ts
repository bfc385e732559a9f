import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test('cells with commas and quotes are quoted', () => {
  expect(
    toCsv(
      ['day', 'title'],
      [
        ['2026-01-01', 'He said "no", twice'],
        ['2026-01-02', 3],
      ],
    ),
  ).toBe('\uFEFFday,title\r\n2026-01-01,"He said ""no"", twice"\r\n2026-01-02,3\r\n')
})
