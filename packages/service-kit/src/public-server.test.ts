import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer, type HttpServerOptions } from './http-server.ts'
import { createLogger } from './logger.ts'
import { maxUnfinishedBodies } from './unfinished-bodies.ts'

// What one address may hold of a server that anybody can reach.

const logger = createLogger({ name: 'test', level: 'silent' })
const unfinished = 'POST / HTTP/1.1\r\nhost: forum\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'

async function publicServer(options: Partial<HttpServerOptions> = {}): Promise<(head: string) => Socket> {
  const app = createHttpServer({ logger, isPublic: true, ...options })
  app.post('/', async () => 'taken')
  app.get('/', async () => 'here')
  onTestFinished(() => app.close())
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
  return (head) => {
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    socket.write(head)
    return socket
  }
}

test('a body that comes too slowly is cut off', async () => {
  const send = await publicServer({ slowBodyEveryMs: 100 })
  const socket = send(unfinished).resume()
  await once(socket, 'close')
  expect(socket.destroyed).toBe(true)
})

test('an address sends so many bodies at once; one more is told to wait, and whoever ends makes room', async () => {
  const send = await publicServer()
  const slow = Array.from({ length: maxUnfinishedBodies }, () => send(unfinished))
  await Promise.all(slow.map((socket) => once(socket, 'connect')))
  expect(await text(send(unfinished))).toMatch(/^HTTP\/1.1 429 [^]*retry-after: 1/)
  expect(await text(send('GET / HTTP/1.1\r\nhost: forum\r\nconnection: close\r\n\r\n'))).toContain('here')
})
