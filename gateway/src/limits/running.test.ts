import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Running } from './running.ts'

const asked = fc.record({
  caller: fc.constantFrom('ada', 'bert'),
  tokens: fc.integer({ min: 0, max: 15 }),
  fails: fc.boolean(),
})

test('each runs once, in the order of its caller, and no caller runs more than its tokens, or one that is dearer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(asked, { maxLength: 30 }), async (scheduler, all) => {
      const running = new Running(10)
      const now = { ada: [] as number[], bert: [] as number[] }
      const begun = { ada: [] as number[], bert: [] as number[] }
      const answers = all.map(({ caller, tokens, fails }, number) =>
        running.run(caller, tokens, async () => {
          begun[caller].push(number)
          now[caller].push(tokens)
          const sum = now[caller].reduce((one, other) => one + other, 0)
          expect(sum <= 10 || now[caller].length === 1).toBe(true)
          await scheduler.schedule(Promise.resolve())
          now[caller].splice(now[caller].indexOf(tokens), 1)
          if (fails) throw new Error('failed')
        }),
      )
      await scheduler.waitFor(Promise.allSettled(answers))
      const settled = await Promise.allSettled(answers)
      expect(settled.map(({ status }) => status === 'rejected')).toEqual(all.map(({ fails }) => fails))
      for (const caller of ['ada', 'bert'] as const)
        expect(begun[caller]).toEqual(all.flatMap((one, number) => (one.caller === caller ? [number] : [])))
    }),
  )
})

test('a caller does not wait for the operations of another', async () => {
  const running = new Running(10)
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = running.run('ada', 100, () => promise)
  const second = running.run('ada', 1, async () => 'after the first')
  expect(await running.run('bert', 1, async () => 'at once')).toBe('at once')
  resolve()
  await first
  expect(await second).toBe('after the first')
})
