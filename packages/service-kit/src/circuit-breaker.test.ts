import { cleanUp } from '@forum/testing'
import { expect, test, vi } from 'vitest'
import { CircuitBreaker, CircuitOpen, type CircuitState } from './circuit-breaker.ts'

function breaker() {
  vi.useFakeTimers()
  cleanUp(async () => void vi.useRealTimers())
  const changes: CircuitState[] = []
  const probes: PromiseWithResolvers<void>[] = []
  const circuit = new CircuitBreaker({
    probe: () => {
      const probe = Promise.withResolvers<void>()
      probes.push(probe)
      return probe.promise
    },
    onChange: (state) => void changes.push(state),
  })
  const fail = (times: number) => {
    for (let index = 0; index < times; index += 1) circuit.failed()
  }
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  return { circuit, changes, probes, fail, pass }
}

test('five failures in a row open it; a success between them starts anew', () => {
  const { circuit, fail } = breaker()
  fail(4)
  circuit.succeeded()
  fail(4)
  expect(() => circuit.check()).not.toThrow()
  circuit.failed()
  expect(circuit.state).toBe('open')
  expect(() => circuit.check()).toThrow(CircuitOpen)
})

test('every five seconds it is tried by itself, nobody else meanwhile, and an answer closes it', async () => {
  const { circuit, changes, probes, fail, pass } = breaker()
  fail(5)
  await pass(4_999)
  expect(probes.length).toBe(0)
  await pass(1)
  expect([probes.length, circuit.state]).toEqual([1, 'half_open'])
  expect(() => circuit.check()).toThrow(CircuitOpen)
  probes[0]?.reject(new Error('late'))
  await pass(4_999)
  expect([probes.length, circuit.state]).toEqual([1, 'open'])
  await pass(1)
  probes[1]?.resolve()
  await pass(0)
  expect(() => circuit.check()).not.toThrow()
  await pass(60_000)
  expect(probes.length).toBe(2)
  expect(changes).toEqual(['open', 'half_open', 'open', 'half_open', 'closed'])
})

test('a failure of what was sent before it opened puts no probe off, and a late answer closes it', async () => {
  const { circuit, probes, fail, pass } = breaker()
  fail(5)
  await pass(4_000)
  fail(3)
  await pass(1_000)
  expect(probes.length).toBe(1)
  circuit.succeeded()
  probes[0]?.reject(new Error('late'))
  await pass(10_000)
  expect([circuit.state, probes.length]).toEqual(['closed', 1])
})

test('a probe that fails after it was closed and opened again is not followed by a second one', async () => {
  const { circuit, probes, fail, pass } = breaker()
  fail(5)
  await pass(5_000)
  circuit.succeeded()
  fail(5)
  probes[0]?.reject(new Error('late'))
  await pass(5_000)
  expect([circuit.state, probes.length]).toEqual(['half_open', 2])
  await pass(5_000)
  expect(probes.length).toBe(2)
})

test('once closed for good it asks no more', async () => {
  const { circuit, probes, fail, pass } = breaker()
  fail(5)
  circuit.close()
  await pass(10_000)
  expect(probes.length).toBe(0)
})
