import { describe, expect, test } from 'vitest'
import { readPage, toConnection } from './paging.ts'

test.each([0, -1, 101, 1.5, Number.NaN])('first: %d is refused', (first) => {
  expect(() => readPage({ first })).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }))
})

test('null and absent are the default', () => {
  expect(readPage({ first: null, after: null })).toEqual({ first: 20, after: null })
  expect(readPage({}, 10)).toEqual({ first: 10, after: null })
})

describe('toConnection', () => {
  const cursorOf = (row: number) => `c${row}`

  test('the extra row only says that there is more', () => {
    expect(toConnection([1, 2, 3], { first: 2, after: null }, cursorOf)).toEqual({
      edges: [
        { cursor: 'c1', node: 1 },
        { cursor: 'c2', node: 2 },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'c1', endCursor: 'c2' },
    })
  })

  test('an empty page after a cursor', () => {
    expect(toConnection([], { first: 2, after: 'c9' }, cursorOf)).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    })
  })

  test('an edge of its own', () => {
    expect(toConnection([1], 1, cursorOf, (row) => ({ postId: row })).edges).toEqual([{ postId: 1, cursor: 'c1' }])
  })
})
