import { expect, test } from 'vitest'
import { LoopBudget } from './loop-budget.ts'

/** Takes so long, whatever the machine. */
function spin(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('what comes alone is done at once', () => {
  const done: string[] = []
  const loop = new LoopBudget()
  void loop.run('a', () => void done.push('first'))
  void loop.run('b', () => void done.push('second'))
  expect(done).toEqual(['first', 'second'])
})

test('what comes together is spread over turns, and nobody waits behind all of another', async () => {
  const loop = new LoopBudget()
  let turn = 0
  let isOver = false
  const count = () => {
    turn += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const done: { sender: string; turn: number }[] = []
  const work = (sender: string) =>
    loop.run(sender, () => {
      spin(3)
      done.push({ sender, turn })
    })
  const many = Array.from({ length: 20 }, () => work('many'))
  await work('one')
  const place = done.findIndex(({ sender }) => sender === 'one')
  expect(place).toBeLessThanOrEqual(5)
  await Promise.all(many)
  isOver = true
  expect(done.length).toBe(21)
  for (const { turn: at } of done.filter((each) => each.turn > 0))
    expect(done.filter((each) => each.turn === at).length, `pieces in turn ${at}`).toBeLessThanOrEqual(1)
})

test('work that throws is told to who asked, and the next goes on', async () => {
  const loop = new LoopBudget()
  const failing = Array.from({ length: 8 }, () =>
    loop.run('a', () => {
      throw new Error('no')
    }),
  )
  expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true)
  expect(await loop.run('a', () => 'yes')).toBe('yes')
})
