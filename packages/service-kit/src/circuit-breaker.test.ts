import { expect, test } from 'vitest'
import { CircuitBreaker, type CircuitState } from './circuit-breaker.ts'

function breaker() {
  const changes: CircuitState[] = []
  const time = { now: 0 }
  const circuit = new CircuitBreaker({ now: () => time.now, onChange: (state) => void changes.push(state) })
  const fail = (times: number) => {
    for (let index = 0; index < times; index += 1) circuit.failed()
  }
  return { circuit, changes, time, fail }
}

test('five failures in a row open it; a success between them starts anew', () => {
  const { circuit, fail } = breaker()
  fail(4)
  circuit.succeeded()
  fail(4)
  expect([circuit.state, circuit.admits()]).toEqual(['closed', true])
  circuit.failed()
  expect([circuit.state, circuit.admits()]).toEqual(['open', false])
})

test('every five seconds one request is let through, and its success closes it', () => {
  const { circuit, changes, time, fail } = breaker()
  fail(5)
  time.now = 4_999
  expect(circuit.admits()).toBe(false)
  time.now = 5_000
  expect([circuit.admits(), circuit.admits(), circuit.state]).toEqual([true, false, 'half_open'])
  circuit.failed()
  time.now = 9_999
  expect([circuit.state, circuit.admits()]).toEqual(['open', false])
  time.now = 10_000
  expect(circuit.admits()).toBe(true)
  circuit.succeeded()
  expect([circuit.admits(), circuit.admits()]).toEqual([true, true])
  expect(changes).toEqual(['open', 'half_open', 'open', 'half_open', 'closed'])
})

test('a failure of what was sent before it opened puts no probe off, and a probe that never reports is not the last', () => {
  const { circuit, time, fail } = breaker()
  fail(5)
  time.now = 4_000
  fail(3)
  time.now = 5_000
  expect(circuit.admits()).toBe(true)
  time.now = 10_000
  expect(circuit.admits()).toBe(true)
})
