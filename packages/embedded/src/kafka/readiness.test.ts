import { expect, test } from 'vitest'
import { hasBrokerAndController, request } from './readiness.ts'

/** What a broker with this controller answers. */
function answer({ controller, brokers = 1 }: { controller: number; brokers?: number }): Buffer {
  const host = Buffer.from('localhost')
  const broker = Buffer.concat([int32(1), int16(host.length), host, int32(9092), int16(-1)])
  const body = Buffer.concat([int32(1), int32(brokers), ...Array(brokers).fill(broker), int32(controller), int32(0)])
  return Buffer.concat([int32(body.length), body])
}

const int32 = (value: number) => Buffer.from(new Int32Array([value]).buffer).swap32()
const int16 = (value: number) => Buffer.from(new Int16Array([value]).buffer).swap16()

test('a broker serves when it knows itself and a controller', () => {
  expect(hasBrokerAndController(answer({ controller: 1 }))).toBe(true)
  expect(hasBrokerAndController(answer({ controller: -1 }))).toBe(false)
  expect(hasBrokerAndController(answer({ controller: 1, brokers: 0 }))).toBe(false)
})

test('an answer cut anywhere is no answer yet', () => {
  const whole = answer({ controller: 1 })
  for (let length = 0; length < whole.length; length += 1)
    expect(hasBrokerAndController(whole.subarray(0, length))).toBe(false)
})

test('a connection that reached itself hears its own request, which is no answer', () => {
  expect(hasBrokerAndController(request())).toBe(false)
})
