import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  EmbeddedError,
  endLeftover,
  freePort,
  identify,
  isRunning,
  type ProcessIdentity,
  startClickHouse,
} from '@forum/embedded'
import { expect, onTestFinished, test } from 'vitest'

const silent = { info() {}, warn() {}, error() {} }

function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'forum-leftover-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A launcher in a process of its own; resolves with the store that it started. */
async function launch(directory: string, port: number): Promise<{ launcher: ChildProcess; store: ProcessIdentity }> {
  const launcher = spawn(
    process.execPath,
    [join(import.meta.dirname, 'fixtures', 'launcher.ts'), directory, String(port)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void launcher.kill('SIGKILL'))
  const [line] = await once(launcher.stdout, 'data')
  const store = identify(Number(String(line)))
  if (!store) throw new Error('the store has ended')
  return { launcher, store }
}

test('a store outlives its killed launcher until the next start, which ends it and goes on', async () => {
  const directory = dataDirectory()
  const port = await freePort()
  const { launcher, store } = await launch(directory, port)
  launcher.kill('SIGKILL')
  await once(launcher, 'exit')
  expect(isRunning(store)).toBe(true)
  const next = await startClickHouse({ dataDirectory: directory, port, logger: silent })
  expect(isRunning(store)).toBe(false)
  expect(next.running).toBe(true)
  await next.stop()
  expect(next.running).toBe(false)
})

test('a directory that a living launcher uses is refused, and nothing of it ends', async () => {
  const directory = dataDirectory()
  const { store } = await launch(directory, await freePort())
  const second = startClickHouse({ dataDirectory: directory, port: await freePort(), logger: silent })
  await expect(second).rejects.toThrow(EmbeddedError)
  await expect(second).rejects.toThrow(/is in use by the process \d+/)
  expect(isRunning(store)).toBe(true)
  process.kill(store.pid, 'SIGTERM')
})

test('a process that only has the recorded pid is left alone', async () => {
  const directory = dataDirectory()
  const stranger = spawn('sleep', ['60'])
  onTestFinished(() => void stranger.kill())
  await once(stranger, 'spawn')
  const store = { pid: stranger.pid, startedAt: 'long ago' }
  writeFileSync(
    join(directory, 'process.json'),
    JSON.stringify({ store, launcher: store, stopSignal: 'SIGTERM', stopWithinMs: 1000 }),
  )
  await endLeftover('ClickHouse', directory, silent)
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
  expect(() => readFileSync(join(directory, 'process.json'))).toThrow(/ENOENT/)
})

test('a port in use is one sentence with the way out', async () => {
  const directory = dataDirectory()
  const port = await freePort()
  const first = await startClickHouse({ dataDirectory: directory, port, logger: silent })
  const second = startClickHouse({ dataDirectory: dataDirectory(), port, logger: silent })
  await expect(second).rejects.toThrow(
    `ClickHouse: port ${port} of 127.0.0.1 is in use. Stop what listens there, or choose another.`,
  )
  await first.stop()
})

test('a start that is given up leaves nothing running, and a store that is up does not mind', async () => {
  const directory = dataDirectory()
  const givenUp = new AbortController()
  const { signal } = givenUp
  const starting = startClickHouse({ dataDirectory: directory, port: await freePort(), logger: silent, signal })
  const record = join(directory, 'process.json')
  while (!existsSync(record)) await setImmediate()
  const { store }: { store: ProcessIdentity } = JSON.parse(readFileSync(record, 'utf8'))
  givenUp.abort()
  await expect(starting).rejects.toThrow(/ended while starting/)
  expect(isRunning(store)).toBe(false)

  const stopping = new AbortController()
  const port = await freePort()
  const next = await startClickHouse({ dataDirectory: directory, port, logger: silent, signal: stopping.signal })
  stopping.abort()
  expect(next.running).toBe(true)
  await next.stop()
})
