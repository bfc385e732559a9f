import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { readInstant } from './read-instant.ts'

const byDriver: (text: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

test('every instant is read as the driver reads it, in any zone and with any part of a second', () => {
  const part = fc.option(
    fc.integer({ min: 0, max: 999_999 }).map((value) => `.${value}`),
    { nil: '' },
  )
  const date = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(date, part, fc.constantFrom('+00', '+01', '-07', '+05:30', '+00 BC'), (at, digits, zone) => {
      const text = `${at.toISOString().slice(0, 19).replace('T', ' ')}${digits}${zone}`
      expect(readInstant(text)).toEqual(byDriver(text))
    }),
    { numRuns: 2_000 },
  )
})

test.each(['infinity', '-infinity', '10000-01-01 00:00:00+00', '12026-11-30 04:14:51.359+00'])('%s', (text) => {
  expect(readInstant(text)).toEqual(byDriver(text))
})
