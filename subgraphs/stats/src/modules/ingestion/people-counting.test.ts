import { operationCompleted, postLiked } from '@forum/events'
import { createLogger } from '@forum/service-kit'
import { expect, onTestFinished, test, vi } from 'vitest'
import { PeopleCounting } from './people-counting.ts'

const id = (): string => crypto.randomUUID()
const like = () =>
  postLiked({ postId: id(), postAuthorId: id(), userId: id(), active: true, version: 1 }, { time: new Date() })
const logger = createLogger({ name: 'test', level: 'silent' })

function counting(everyMs: number, fails: () => boolean = () => false) {
  const counted: number[] = []
  const people = new PeopleCounting({
    count: async (events) => {
      if (fails()) throw new Error('ClickHouse is away')
      counted.push(events.length)
    },
    logger,
    everyMs,
  })
  onTestFinished(() => people.finish())
  return { counted, people }
}

test('what comes after a rest is counted at once, what follows together', async () => {
  const { counted, people } = counting(60_000)
  await people.add([like()])
  await people.counted()
  expect(counted).toEqual([1])
  await people.add([like()])
  await people.add([like(), like()])
  const rest = people.counted()
  expect(counted).toEqual([1])
  people.hurry()
  await rest
  expect(counted).toEqual([1, 3])
})

test('what follows is counted when its time has come', async () => {
  const { counted, people } = counting(20)
  for (const round of [1, 2, 3]) {
    await people.add([like()])
    await people.counted()
    expect(counted).toHaveLength(round)
  }
})

test('many do not wait, and who brings more waits for them', async () => {
  const gate = Promise.withResolvers<void>()
  const counted: number[] = []
  const people = new PeopleCounting({
    count: async (events) => {
      await gate.promise
      counted.push(events.length)
    },
    logger,
    everyMs: 60_000,
  })
  onTestFinished(() => people.finish())
  const one = like()
  await people.add([one])
  const full = people.add(Array.from({ length: 5_000 }, () => one))
  const hasRoom = vi.fn<() => void>()
  void full.then(hasRoom)
  await new Promise(setImmediate)
  expect(hasRoom).not.toHaveBeenCalled()
  gate.resolve()
  await full
  await people.counted()
  expect(counted).toEqual([1, 5_000])
})

test('a failure is tried again, and what comes meanwhile is counted after it', async () => {
  let failures = 2
  const { counted, people } = counting(1, () => {
    failures -= 1
    return failures >= 0
  })
  await people.add([like()])
  const first = people.counted()
  await people.add([like(), like()])
  await people.counted()
  await first
  expect(counted).toEqual([1, 2])
})

test('when it is to finish it counts at once what there is, and a failure is told to who waits', async () => {
  let isAway = false
  const { counted, people } = counting(60_000, () => isAway)
  await people.add([like()])
  await people.counted()
  await people.add([like()])
  const last = people.counted()
  people.finish()
  await last
  expect(counted).toEqual([1, 1])
  isAway = true
  await people.add([like()])
  await expect(people.counted()).rejects.toThrow('ClickHouse is away')
})

test('how the gateway is used, and what people are called, is nothing to count', async () => {
  const { counted, people } = counting(60_000)
  const data = { name: 'Feed', type: 'query', client: 'web', durationMs: 1, outcome: 'ok', code: null } as const
  await people.add([operationCompleted(data, { time: new Date() })])
  await people.counted()
  expect(counted).toEqual([])
})
