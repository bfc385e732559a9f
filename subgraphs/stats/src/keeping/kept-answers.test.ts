import { expect, test } from 'vitest'
import { movableWatermark } from '../../tests/movable-watermark.ts'
import type { Ranked } from '../modules/rankings/ranking-repository.ts'
import { KeptAnswers } from './kept-answers.ts'

const ranked = (count: number): Ranked[] =>
  Array.from({ length: count }, (_none, index) => ({ id: `${index}`, value: count - index, rank: index + 1 }))

/** A computation that counts how often it is begun and answers when it is told to, a watermark and a clock that the test moves. */
function rankings() {
  const state = { now: 0, asOf: new Date(1_000), counted: 0, asked: 0 }
  const answers: PromiseWithResolvers<Ranked[]>[] = []
  const compute = (): Promise<Ranked[]> => {
    state.asked += 1
    const answer = Promise.withResolvers<Ranked[]>()
    answers.push(answer)
    return answer.promise
  }
  const kept = new KeptAnswers<Ranked[]>(movableWatermark(state), () => state.now)
  const get = (window: 'ALL' | 'DAY' = 'ALL', name = 'posts by LIKES') =>
    kept.get(`${name}, ${window}`, { isRolling: window !== 'ALL' }, compute)
  return { get, state, answers }
}

test('who asks at once waits for one computation, and it is kept until something is counted', async () => {
  const { get, state, answers } = rankings()
  const both = [get(), get()]
  answers[0]?.resolve(ranked(100))
  expect((await Promise.all(both)).map(({ answer }) => answer.length)).toEqual([100, 100])
  await get()
  expect(state.asked).toBe(1)
  const other = get('ALL', 'posts by VIEWS')
  answers[1]?.resolve(ranked(2))
  expect([(await other).answer.length, state.asked]).toEqual([2, 2])
  state.counted += 1
  const anew = get()
  answers[2]?.resolve(ranked(1))
  expect((await anew).answer).toEqual(ranked(1))
})

test('as long as nothing is counted the ranking of all time is as of now; one of a rolling period is computed again after a second', async () => {
  const { get, state, answers } = rankings()
  const ask = async (window: 'ALL' | 'DAY') => {
    const asking = get(window)
    answers.at(-1)?.resolve(ranked(1))
    return (await asking).asOf.getTime()
  }
  expect([await ask('ALL'), await ask('DAY')]).toEqual([1_000, 1_000])
  state.asOf = new Date(1_900)
  state.now = 900
  expect([await ask('ALL'), await ask('DAY'), state.asked]).toEqual([1_900, 1_000, 2])
  state.asOf = new Date(2_000)
  state.now = 1_000
  expect([await ask('ALL'), await ask('DAY'), state.asked]).toEqual([2_000, 2_000, 3])
})

test('what was counted while it was computed is not claimed', async () => {
  const { get, state, answers } = rankings()
  const slow = get()
  state.counted += 1
  state.asOf = new Date(5_000)
  const joined = get()
  answers[0]?.resolve(ranked(1))
  expect((await Promise.all([slow, joined])).map(({ asOf }) => asOf.getTime())).toEqual([1_000, 1_000])
  expect(state.asked).toBe(1)
})

test('a failure is told to who waited, and is not kept', async () => {
  const { get, state, answers } = rankings()
  const failing = get()
  answers[0]?.reject(new Error('away'))
  await expect(failing).rejects.toThrow('away')
  const next = get()
  answers[1]?.resolve(ranked(2))
  expect([(await next).answer.length, state.asked]).toEqual([2, 2])
})

test('what takes a second is computed every ten seconds at most, beside who asks, and says of which moment it is', async () => {
  const { get, state, answers } = rankings()
  const first = get()
  state.now = 1_000
  answers[0]?.resolve(ranked(1))
  expect((await first).answer).toEqual(ranked(1))
  state.counted += 1
  state.asOf = new Date(9_000)
  state.now = 9_999
  expect([(await get()).asOf.getTime(), state.asked]).toEqual([1_000, 1])
  state.now = 10_000
  // It is computed now; nobody waits for it.
  expect([(await get()).answer, state.asked]).toEqual([ranked(1), 2])
  answers[1]?.resolve(ranked(2))
  await answers[1]?.promise
  expect([(await get()).answer, (await get()).asOf.getTime(), state.asked]).toEqual([ranked(2), 9_000, 2])
})

test('what took long is given in the place of what fails, and to nobody after ten minutes', async () => {
  const { get, state, answers } = rankings()
  const first = get()
  state.now = 1_000
  answers[0]?.resolve(ranked(1))
  await first
  state.counted += 1
  state.now = 12_000
  await get()
  answers[1]?.reject(new Error('ClickHouse is away'))
  await answers[1]?.promise.catch(() => {})
  expect((await get()).answer).toEqual(ranked(1))
  answers[2]?.reject(new Error('still away'))
  await answers[2]?.promise.catch(() => {})
  state.now = 600_001
  const late = get()
  answers[3]?.resolve(ranked(3))
  expect((await late).answer).toEqual(ranked(3))
})
