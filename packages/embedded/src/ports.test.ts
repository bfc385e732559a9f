import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './index.ts'
import { isAnswered } from './ports.ts'

test('asked together, each gets a port of its own, and none that the system gives to outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 100 }, () => freePort()))
  expect(new Set(ports).size).toBe(100)
  expect(Math.max(...ports)).toBeLessThan(32_768)
})

test('a port that somebody listens on is left out', async () => {
  const first = await freePort()
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(first + 1, '127.0.0.1', resolve))
  expect(await freePort()).not.toBe(first + 1)
})

test('a port is answered while somebody listens on it', async () => {
  const port = await freePort()
  expect(await isAnswered(port)).toBe(false)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  expect(await isAnswered(port)).toBe(true)
  await new Promise((resolve) => server.close(resolve))
  expect(await isAnswered(port)).toBe(false)
})
