import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { expect, test } from 'vitest'
import { callerSignal } from './caller-signal.ts'
import { CallerGone, currentRequest, inRequest, outsideRequests, throwIfCallerGone } from './request-scope.ts'

test('work knows its request wherever it is awaited, and the background has none', async () => {
  const scope = { id: 'r', signal: new AbortController().signal }
  const seen = await inRequest(scope, async () => {
    await new Promise(setImmediate)
    return [currentRequest()?.id, await outsideRequests(async () => currentRequest()?.id)]
  })
  expect(seen).toEqual(['r', undefined])
  expect(currentRequest()).toBe(undefined)
})

test('work of a caller that has gone throws where it asks, other work goes on', () => {
  const gone = AbortSignal.abort(new CallerGone())
  expect(() => inRequest({ id: 'r', signal: gone }, throwIfCallerGone)).toThrow(CallerGone)
  throwIfCallerGone()
})

test('the signal is that of a closed connection, not of an answer that was read', async () => {
  const signals: AbortSignal[] = []
  const arrived = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    signals.push(callerSignal(response))
    if (request.url === '/answered') response.end('an answer')
    else arrived.resolve()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  await (await fetch(`${url}/answered`)).text()
  const leaving = get(`${url}/left`)
  leaving.on('error', () => undefined) // it is cut on purpose
  await arrived.promise
  const [answered, left] = signals
  const gone = once(left ?? new EventTarget(), 'abort')
  leaving.destroy()
  await gone
  expect(left?.reason).toBeInstanceOf(CallerGone)
  expect(answered?.aborted).toBe(false)
  server.close()
})
