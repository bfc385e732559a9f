import { expect, test } from 'vitest'
import { movableWatermark } from '../../tests/movable-watermark.ts'
import { KeptTotals } from './kept-totals.ts'

type Totals = { likes: number }

/** Totals that the test sets, a watermark that it moves, and what was asked of the store. */
function kept() {
  const state = { asOf: new Date(1_000), counted: 0, likes: 1 }
  const asked: string[][] = []
  let gate: Promise<void> = Promise.resolve()
  const totals = new KeptTotals<Totals>(movableWatermark(state), async (ids) => {
    asked.push([...ids])
    const { likes } = state
    await gate
    if (ids.includes('broken')) throw new Error('away')
    return new Map(ids.filter((id) => id !== 'unheard of').map((id) => [id, { likes }]))
  })
  const likes = async (...ids: string[]) =>
    [...(await totals.get(ids)).values()].map(({ totals: found, asOf }) => [found?.likes ?? null, asOf.getTime()])
  return {
    state,
    asked,
    likes,
    hold: () => {
      const held = Promise.withResolvers<void>()
      gate = held.promise
      return held.resolve
    },
  }
}

test('what several requests ask for at the same time is one query, each id in it once', async () => {
  const { likes, asked } = kept()
  const both = await Promise.all([likes('a', 'b'), likes('b', 'unheard of')])
  expect(both).toEqual([
    [
      [1, 1_000],
      [1, 1_000],
    ],
    [
      [1, 1_000],
      [null, 1_000],
    ],
  ])
  expect(asked).toEqual([['a', 'b', 'unheard of']])
})

test('it is kept until something is counted, and as of now until then', async () => {
  const { likes, state, asked } = kept()
  await likes('a')
  state.asOf = new Date(2_000)
  expect(await likes('a')).toEqual([[1, 2_000]])
  state.counted += 1
  state.likes = 2
  expect(await likes('a')).toEqual([[2, 2_000]])
  expect(asked).toHaveLength(2)
})

test('who asks after something was counted does not join a query that began before', async () => {
  const { likes, state, hold, asked } = kept()
  const release = hold()
  const before = likes('a')
  while (asked.length === 0) await new Promise(setImmediate)
  state.counted += 1
  state.likes = 2
  state.asOf = new Date(2_000)
  const after = likes('a')
  release()
  expect([await before, await after]).toEqual([[[1, 1_000]], [[2, 2_000]]])
  expect(await likes('a')).toEqual([[2, 2_000]])
})

test('a failure is told to all who waited, and is not kept', async () => {
  const { likes, asked } = kept()
  const failing = await Promise.allSettled([likes('broken'), likes('a', 'broken')])
  expect(failing.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await likes('a')).toEqual([[1, 1_000]])
  expect(asked).toHaveLength(2)
})
