import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternOf } from './avatar-pattern.ts'

test('no picture is nearly empty or nearly full', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const { cells } = patternOf(id)
      expect(cells.length).toBeGreaterThanOrEqual(8)
      expect(cells.length).toBeLessThanOrEqual(21)
    }),
    // Its half has six cells, five of them in the middle column.
    { numRuns: 1_000, examples: [['0000000b-a8b4-7437-a398-d9a23df26a8f']] },
  )
})

test('a person has the same picture everywhere', () => {
  expect(patternOf('01900000-0000-7000-8000-000000000000')).toEqual(patternOf('01900000-0000-7000-8000-000000000000'))
})
