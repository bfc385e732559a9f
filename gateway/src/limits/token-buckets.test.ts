import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TokenBuckets } from './token-buckets.ts'

function bucketsAt(size = { tokens: 100, perSecond: 10 }) {
  let nowMs = 0
  const buckets = new TokenBuckets(size, { now: () => new Date(nowMs) }, 100)
  return {
    buckets,
    pass: (seconds: number) => {
      nowMs += seconds * 1_000
    },
  }
}

test('what is taken comes back with time, and never beyond a full bucket', () => {
  const { buckets, pass } = bucketsAt()
  expect(buckets.take('a', 100)).toEqual({ isTaken: true, left: 0, waitSeconds: 0, fullInSeconds: 10 })
  expect(buckets.take('a', 25)).toEqual({ isTaken: false, left: 0, waitSeconds: 3, fullInSeconds: 10 })
  expect(buckets.take('b', 25).isTaken).toBe(true)
  pass(3)
  expect(buckets.take('a', 25)).toMatchObject({ isTaken: true, left: 5 })
  pass(3_600)
  expect(buckets.take('a', 0).left).toBe(100)
})

test('what is dearer than a full bucket takes a full one', () => {
  const { buckets, pass } = bucketsAt()
  expect(buckets.take('a', 1_000)).toMatchObject({ isTaken: true, left: 0 })
  expect(buckets.take('a', 1_000)).toMatchObject({ isTaken: false, waitSeconds: 10 })
  pass(10)
  expect(buckets.take('a', 1_000).isTaken).toBe(true)
})

test('debts are paid by waiting, at most for a bucket and what is asked', () => {
  const { buckets, pass } = bucketsAt()
  buckets.charge('a', 10_000)
  expect(buckets.take('a', 100)).toMatchObject({ isTaken: false, waitSeconds: 20 })
  pass(10)
  expect(buckets.take('a', 1)).toMatchObject({ isTaken: false, waitSeconds: 1 })
})

test('whoever is forgotten does not make memory grow', () => {
  const { buckets } = bucketsAt()
  for (let n = 0; n < 200; n += 1) buckets.take(String(n), 1)
  expect(buckets.count).toBe(100)
})

test('law: in any time nobody gets more than a full bucket and what has flowed in', () => {
  const step = fc.record({
    price: fc.double({ min: 0.1, max: 200, noNaN: true }),
    pause: fc.double({ min: 0, max: 5, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { buckets, pass } = bucketsAt()
      let got = 0
      let passed = 0
      for (const { price, pause } of steps) {
        if (buckets.take('a', price).isTaken) got += Math.min(price, 100)
        pass(pause)
        passed += pause
      }
      expect(got).toBeLessThanOrEqual(100 + passed * 10 + 1)
    }),
  )
})

test('law: who waits as long as they were told is served', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 300, noNaN: true }),
      fc.double({ min: 0.1, max: 200, noNaN: true }),
      (used, price) => {
        const { buckets, pass } = bucketsAt()
        buckets.charge('a', used)
        const { isTaken, waitSeconds } = buckets.take('a', price)
        if (isTaken) return
        pass(waitSeconds)
        expect(buckets.take('a', price).isTaken).toBe(true)
      },
    ),
  )
})
