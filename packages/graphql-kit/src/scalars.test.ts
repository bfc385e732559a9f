import { Kind } from 'graphql'
import { describe, expect, test } from 'vitest'
import { DateScalar, DateTime, Long } from './scalars.ts'

describe('DateTime', () => {
  test.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.123456Z', '2026-01-31T12:00:00.123Z'],
    ['2026-01-31T12:00:00+03:00', '2026-01-31T09:00:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(DateTime.serialize(DateTime.parseValue(text))).toBe(utc)
  })

  test.each([
    'yesterday',
    '2026-01-31',
    '2026-02-30T00:00:00Z',
    '2026-01-31T25:00:00Z',
    '2026-01-31T12:00:00',
    '2026-01-31 12:00:00Z',
    '0000-06-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    1769860800000,
    null,
    {},
  ])('%j is refused', (value) => {
    expect(() => DateTime.parseValue(value)).toThrow('A DateTime looks like')
  })

  test('a literal that is no string is refused', () => {
    expect(() => DateTime.parseLiteral({ kind: Kind.INT, value: '1' })).toThrow('A DateTime looks like')
  })
})

describe('Date', () => {
  test.each(['2026-01-31', '2024-02-29', '0001-01-01'])('%s is a day', (day) => {
    expect(DateScalar.parseValue(day)).toBe(day)
  })

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '0000-01-01', '2026-01-31T00:00:00Z', 20260131])(
    '%j is none',
    (day) => {
      expect(() => DateScalar.parseValue(day)).toThrow('A Date is')
    },
  )
})

describe('Long', () => {
  test.each([
    [9007199254740991n, 9007199254740991],
    ['42', 42],
    [0, 0],
  ])('%s is given as %d', (value, number) => {
    expect(Long.serialize(value)).toBe(number)
  })

  test.each([-1, 1.5, 2 ** 53, Number.NaN, '1'])('%j is refused as input', (value) => {
    expect(() => Long.parseValue(value)).toThrow('A Long is')
  })

  test('what a number cannot hold is a fault, not a wrong number', () => {
    expect(() => Long.serialize(9007199254740993n)).toThrow(TypeError)
  })
})
