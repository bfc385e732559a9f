import { setTimeout as wait } from 'node:timers/promises'
import type { CatalogueEvent } from '@forum/events'
import { expect, test } from 'vitest'
import { Gathering } from './gathering.ts'

/** What is worked off together is told by numbers in place of events: it looks into none of them. */
const events = (...numbers: number[]) => numbers as unknown as CatalogueEvent[]

function gathering(process: (numbers: readonly number[]) => Promise<void> = async () => undefined) {
  const worked: number[][] = []
  return {
    worked,
    gathering: new Gathering({
      process: async (given) => {
        const numbers = given as unknown as number[]
        worked.push([...numbers])
        await process(numbers)
      },
    }),
  }
}

test('what several partitions hand over is worked off together', async () => {
  const { worked, gathering: gathered } = gathering()
  await Promise.all([gathered.add(events(1)), gathered.add(events(2)), gathered.add(events(3, 4))])
  expect(worked).toEqual([[1, 2, 3, 4]])
})

test('what comes while others are worked off is one batch after them', async () => {
  const gate = Promise.withResolvers<void>()
  const { worked, gathering: gathered } = gathering(() => gate.promise)
  const first = gathered.add(events(1))
  while (worked.length === 0) await wait(1)
  const later = [gathered.add(events(2)), gathered.add(events(3))]
  gate.resolve()
  await Promise.all([first, ...later])
  expect(worked).toEqual([[1], [2, 3]])
})

test('a partition hears of its own events only', async () => {
  const { gathering: gathered } = gathering(async (numbers) => {
    if (numbers.includes(2)) throw new Error('the second')
  })
  const settled = await Promise.allSettled([1, 2, 3].map((number) => gathered.add(events(number))))
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('many are taken in parts, in the order in which they came', async () => {
  const { worked, gathering: gathered } = gathering()
  const batches = Array.from({ length: 5 }, (_, batch) => Array.from({ length: 300 }, (_one, n) => batch * 300 + n))
  await Promise.all(batches.map((batch) => gathered.add(events(...batch))))
  expect(worked.flat()).toEqual(batches.flat())
  expect(worked.map((each) => each.length)).toEqual([600, 600, 300])
})
