import { expect, test } from 'vitest'
import { chooseOperation } from '../documents/choose-operation.ts'
import { parseDocument } from '../documents/parse-document.ts'
import { OperationWork, operationKey } from './operation-work.ts'

function workAt(processors = 2) {
  let nowMs = 0
  const work = new OperationWork({ processors, nowMs: () => nowMs })
  const run = (key: string, tokens: number, tookMs: number, least = 0) => {
    const measured = work.begin(key, { tokens, least })
    nowMs += tookMs
    return work.end(measured)
  }
  const pass = (ms: number) => {
    nowMs += ms
  }
  const expected = (key: string, tokens: number) => work.expected(key, { tokens, least: 0 })
  return { work, run, pass, expected }
}

test('an operation costs what is estimated until it is known, then what it took', () => {
  const { expected, run } = workAt()
  expect(expected('a', 50)).toBe(50)
  for (let turn = 0; turn < 100; turn += 1) run('a', 50, 200)
  expect(expected('a', 50)).toBeCloseTo(200, 0)
  expect(expected('b', 50)).toBe(50)
  for (let turn = 0; turn < 100; turn += 1) run('a', 50, 30)
  expect(expected('a', 50)).toBeCloseTo(30, 0)
})

test('what waits for others is not called work', () => {
  const { work, pass } = workAt()
  const all = Array.from({ length: 8 }, (_none, index) => work.begin(`o${index}`, { tokens: 10, least: 0 }))
  pass(80)
  // Eight on two processors in 80 ms were 20 ms of work each, and those that go on have the more of them.
  expect(all.slice(0, 7).map((each) => work.end(each))).toEqual(Array(7).fill(20))
  pass(10)
  expect(all.slice(7).map((each) => work.end(each))).toEqual([30])
})

test('what waits for other programs is not called work', () => {
  let nowMs = 0
  const work = new OperationWork({ processors: 2, nowMs: () => nowMs, contention: () => 5 })
  const one = work.begin('a', { tokens: 10, least: 0 })
  nowMs += 100
  expect(work.end(one)).toBeCloseTo(20, 5)
})

test('a busy time makes nothing dearer than four times its estimate, and an idle one nothing cheaper than half', () => {
  const { expected, run } = workAt()
  for (let turn = 0; turn < 1_000; turn += 1) run('a', 10, 5_000)
  expect(expected('a', 10)).toBe(40)
  for (let turn = 0; turn < 1_000; turn += 1) run('a', 10, 0.01)
  expect(expected('a', 10)).toBe(5)
  for (let turn = 0; turn < 1_000; turn += 1) run('b', 10, 0.01, 8)
  expect(expected('b', 10)).toBe(8)
})

test('a key tells texts, names and orders of cost apart', () => {
  const keyOf = (text: string, name: string, cost: number) =>
    operationKey(text, chooseOperation(parseDocument(text), name), cost)
  const both = 'query A { a } query B { b }'
  const key = keyOf(both, 'A', 100)
  expect(keyOf(both, 'A', 120)).toBe(key)
  for (const other of [keyOf('query A { b }', 'A', 100), keyOf(both, 'B', 100), keyOf(both, 'A', 1_000)])
    expect(other).not.toBe(key)
})
