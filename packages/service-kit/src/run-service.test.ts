import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const fixture = fileURLToPath(new URL('../fixtures/service.ts', import.meta.url))
const secret = 'x'.repeat(32)

type Line = { msg: string; port?: number; ready?: boolean }

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [fixture], {
    env: { PATH: process.env.PATH, FORUM_LOG: 'json', ...environment },
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const lines: Line[] = []
  const waiting: { message: string; resolve: (line: Line) => void }[] = []
  createInterface({ input: child.stdout }).on('line', (raw) => {
    const line: Line = JSON.parse(raw)
    lines.push(line)
    for (const { message, resolve } of waiting) if (line.msg === message) resolve(line)
  })
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  const stderr = text(child.stderr)
  const line = (message: string) =>
    new Promise<Line>((resolve) => {
      const seen = lines.find(({ msg }) => msg === message)
      if (seen) resolve(seen)
      else waiting.push({ message, resolve })
    })
  return { child, exited, stderr, line, messages: () => lines.map(({ msg }) => msg) }
}

test('serves its health, then closes in the reverse order at SIGTERM and exits 0', async () => {
  const service = run({ PORT: '0', METRICS_PORT: '0', SECRET: secret })
  const { port: inside } = await service.line('metrics')
  const { port } = await service.line('listening')
  await service.line('ready')
  const url = `http://127.0.0.1:${port}`
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${url}/readyz`)).text()).toBe('is ready')
  expect((await fetch(`${url}/metrics`)).status).toBe(404)
  const ofOperators = `http://127.0.0.1:${inside}`
  expect(await (await fetch(`${ofOperators}/readyz`)).json()).toEqual({
    service: 'fixture',
    ok: true,
    checks: { store: true },
  })
  expect(await (await fetch(`${ofOperators}/metrics`)).text()).toContain('process_cpu_seconds_total{service="fixture"}')
  service.child.kill('SIGTERM')
  expect(await service.exited).toBe(0)
  expect(service.messages().slice(-3)).toEqual(['stopping', 'http closed', 'store closed'])
})

test('drains only for a caller with the secret', async () => {
  const service = run({ PORT: '0', SECRET: secret })
  const { port } = await service.line('listening')
  const drain = (headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/internal/drain`, { method: 'POST', headers })
  expect((await drain({})).status).toBe(404)
  expect((await drain({ 'x-forum-gateway-secret': 'y'.repeat(32) })).status).toBe(404)
  expect(service.messages()).not.toContain('drained')
  expect((await drain({ 'x-forum-gateway-secret': secret })).status).toBe(204)
  expect(service.messages()).toContain('drained')
})

test('a store that is away makes it not ready', async () => {
  const service = run({ PORT: '0', SECRET: secret, MODE: 'hang' })
  const { port } = await service.line('listening')
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503)
})

test('a wrong environment is one line a variable on stderr, and exit 78', async () => {
  const service = run({ PORT: 'abc', SECRET: 'short' })
  expect(await service.exited).toBe(78)
  expect((await service.stderr).trimEnd().split('\n')).toEqual([
    'PORT: "abc" is not a port from 0 to 65535. Set it to a port from 0 to 65535.',
    'SECRET: is shorter than 32 characters. Set it to what `openssl rand -hex 32` prints.',
  ])
})

test('a port in use is one sentence with the way out', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const service = run({ PORT: String(address.port), SECRET: secret })
  expect(await service.exited).toBe(1)
  expect(await service.stderr).toBe(
    `fixture: PORT: ${address.port} is in use. Stop the program that listens there, or set PORT (or METRICS_PORT, if it is that one) to another one.\n`,
  )
  expect(service.messages()).toContain('store closed')
})

test('what hangs is left behind after four seconds, and the rest is closed', async () => {
  const service = run({ PORT: '0', SECRET: secret, MODE: 'hang' })
  await service.line('ready')
  const begun = performance.now()
  service.child.kill('SIGINT')
  expect(await service.exited).toBe(1)
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(service.messages()).toContain('store closed')
})

test('a fault that nobody caught stops it in order and exits 1', async () => {
  const service = run({ PORT: '0', SECRET: secret, MODE: 'fault' })
  expect(await service.exited).toBe(1)
  expect(service.messages().slice(-3)).toEqual(['a fault that nobody caught; stopping', 'http closed', 'store closed'])
})
