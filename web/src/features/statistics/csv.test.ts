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

test.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(1)', '\tx', '\rx'])(
  '%j is text in a spreadsheet, not a formula',
  (text) => {
    expect(toCsv(['name', 'number'], [[text, -1]])).toMatch(/\r\n"?'[=+\-@\t\r].*,-1\r\n$/s)
  },
)
