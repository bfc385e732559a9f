import { beforeEach, expect, test } from 'vitest'
import { createRefresher, type RefreshAnswer, type RefreshDeps, type RefreshOutcome } from './refresh.ts'

let last: RefreshAnswer | null
let sent: number
let announced: RefreshOutcome[]
let clock: number
let answers: (RefreshOutcome | Error)[]

beforeEach(() => {
  last = null
  sent = 0
  announced = []
  clock = 1_000
  answers = []
})

/** One lock for all tabs, as Web Locks gives it: the next holder comes when the one before has finished. */
function oneLock(): RefreshDeps['locks'] {
  let tail: Promise<unknown> = Promise.resolve()
  const request = (_name: string, run: () => Promise<unknown>) => {
    const mine = tail.then(run)
    tail = mine.catch(() => undefined)
    return mine
  }
  return { request } as unknown as NonNullable<RefreshDeps['locks']> // only this overload is used
}

function tab(locks: RefreshDeps['locks']) {
  return createRefresher({
    locks,
    send: async () => {
      sent += 1
      clock += 50
      const answer = answers.shift() ?? 'refreshed'
      if (answer instanceof Error) throw answer
      return answer
    },
    last: {
      read: async () => last,
      write: async (answer) => {
        last = answer
      },
    },
    now: () => clock,
    announce: (outcome) => announced.push(outcome),
  })
}

test('many requests of many tabs that fail together lead to one refresh', async () => {
  const locks = oneLock()
  const [first, second] = [tab(locks), tab(locks)]
  const outcomes = await Promise.all([first(1_000), second(1_000), first(1_010), second(1_020)])
  expect(outcomes).toEqual(['refreshed', 'refreshed', 'refreshed', 'refreshed'])
  expect(sent).toBe(1)
})

test('a request that failed after the last refresh asks for another', async () => {
  const refresh = tab(oneLock())
  await refresh(1_000)
  await refresh(clock + 1)
  expect(sent).toBe(2)
})

test('a lost answer is asked for again at once', async () => {
  answers = [new TypeError('network'), 'refreshed']
  await expect(tab(oneLock())(1_000)).resolves.toBe('refreshed')
  expect(sent).toBe(2)
})

test('two lost answers mean that Auth is away, and nothing is remembered of it', async () => {
  answers = [new TypeError('network'), new TypeError('network'), 'refreshed']
  const refresh = tab(oneLock())
  await expect(refresh(1_000)).resolves.toBe('unavailable')
  await expect(refresh(1_000)).resolves.toBe('refreshed')
})

test('a session that is over is over for the other tabs too', async () => {
  answers = ['ended']
  const locks = oneLock()
  const outcomes = await Promise.all([tab(locks)(1_000), tab(locks)(1_000)])
  expect(outcomes).toEqual(['ended', 'ended'])
  expect(announced).toEqual(['ended'])
})

test('without Web Locks one tab still asks once', async () => {
  const refresh = tab(undefined)
  await Promise.all([refresh(1_000), refresh(1_000)])
  expect(sent).toBe(1)
})
