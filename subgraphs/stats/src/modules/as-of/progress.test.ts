import type { PartitionOffsets } from '@forum/events'
import { expect, test } from 'vitest'
import { Progress } from './progress.ts'

const at = (second: number) => new Date(second * 1_000)

/** Committed and end offsets of two partitions. */
function offsets(...partitions: [committed: number, end: number][]): PartitionOffsets[] {
  return partitions.map(([committed, end], partition) => ({
    topic: 'posts',
    partition,
    committed: BigInt(committed),
    end: BigInt(end),
  }))
}

test('where all is committed, the time that was just read is reached', () => {
  expect(new Progress().observe(at(1), offsets([5, 5], [0, 0]))).toEqual(at(1))
})

test('a time is reached once the offsets that were the end then are committed, whatever came since', () => {
  const progress = new Progress()
  expect(progress.observe(at(1), offsets([0, 5], [3, 3]))).toBeNull()
  expect(progress.observe(at(2), offsets([4, 9], [3, 3]))).toBeNull()
  expect(progress.observe(at(3), offsets([5, 20], [3, 4]))).toEqual(at(1))
  expect(progress.observe(at(4), offsets([9, 30], [3, 4]))).toEqual(at(2))
})

test('one partition that lags holds it back', () => {
  const progress = new Progress()
  expect(progress.observe(at(1), offsets([5, 5], [1, 2]))).toBeNull()
  expect(progress.observe(at(2), offsets([9, 9], [1, 2]))).toBeNull()
  expect(progress.observe(at(3), offsets([9, 9], [2, 2]))).toEqual(at(3))
})

test('far behind, it remembers so much and no more, and still gets there', () => {
  const progress = new Progress()
  for (let second = 1; second <= 1_000; second += 1)
    expect(progress.observe(at(second), offsets([0, second]))).toBeNull()
  expect(progress.observe(at(1_001), offsets([1_000, 1_000]))).toEqual(at(120))
  expect(progress.observe(at(1_002), offsets([1_000, 1_000]))).toEqual(at(1_002))
})

test('what was pending is forgotten when the consumers begin anew', () => {
  const progress = new Progress()
  progress.observe(at(1), offsets([0, 5]))
  progress.reset()
  expect(progress.observe(at(2), offsets([5, 6]))).toBeNull()
})
