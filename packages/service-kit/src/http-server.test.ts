import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer } from './http-server.ts'
import { createLogger } from './logger.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

async function listeningPort(): Promise<number> {
  const app = createHttpServer({ logger, bodyLimitBytes: 1_024 })
  app.post('/', async () => 'taken')
  const tooMany = Object.assign(new Error('Too many requests.'), { statusCode: 429 })
  app.post('/refused', { onRequest: () => Promise.reject(tooMany) }, async () => 'taken')
  onTestFinished(() => app.close())
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
}

const piece = Buffer.alloc(64 * 1_024, ' ')

/** Sends a body piece by piece, as a slow client does that only listens when it has said all. */
async function sendSlowly(
  port: number,
  headers: string,
  pieces: number,
  { path = '/', frame = (body: Buffer) => [body] } = {},
) {
  const socket = connect({ host: '127.0.0.1', port })
  const answer = text(socket)
  socket.write(`POST ${path} HTTP/1.1\r\nhost: forum\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`)
  for (let sent = 0; sent < pieces; sent++) {
    for (const part of frame(piece)) socket.write(part)
    await turn()
  }
  return answer
}

test('whoever sends too much is told so, however much more was on its way', async () => {
  const port = await listeningPort()
  const answer = await sendSlowly(port, `content-length: ${128 * piece.length}`, 128)
  expect(answer).toMatch(/^HTTP\/1.1 413 .*too large/s)
})

test('also when the request did not say how much it would be', async () => {
  const port = await listeningPort()
  const chunk = (body: Buffer) => [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]
  const last = (body: Buffer) => [...chunk(body), Buffer.from('0\r\n\r\n')]
  let left = 128
  const frame = (body: Buffer) => (--left ? chunk : last)(body)
  const answer = await sendSlowly(port, 'transfer-encoding: chunked', 128, { frame })
  expect(answer).toMatch(/^HTTP\/1.1 413 .*too large/s)
})

test('whoever sends too often is read with pauses, and told so when all has come', async () => {
  const port = await listeningPort()
  const began = performance.now()
  const answer = await sendSlowly(port, `connection: close\r\ncontent-length: ${8 * piece.length}`, 8, {
    path: '/refused',
  })
  expect(answer).toMatch(/^HTTP\/1.1 429 .*Too many requests/s)
  expect(performance.now() - began, 'three pauses at least').toBeGreaterThan(3 * 190)
})

test('an answer that nobody reads is given up', async () => {
  const app = createHttpServer({ logger, stalledAfterMs: 200 })
  onTestFinished(() => app.close())
  app.get('/', async () => Buffer.alloc(64 * 1024 * 1024))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const accepted = once(app.server, 'connection') as Promise<[Socket]> // what the event gives
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1') // it listens
  client.pause().write('GET / HTTP/1.1\r\nHost: forum.test\r\n\r\n')
  const [socket] = await accepted
  await once(socket, 'close')
  expect(socket.bytesWritten).toBeGreaterThan(0)
  client.destroy()
})

test('an address that cannot be decoded is refused in our words, without what it said', async () => {
  const app = createHttpServer({ logger })
  onTestFinished(() => app.close())
  const { statusCode, body } = await app.inject('/%zz<script>')
  expect(statusCode).toBe(400)
  expect(JSON.parse(body)).toEqual({ message: 'This address cannot be read.', requestId: expect.any(String) })
})
