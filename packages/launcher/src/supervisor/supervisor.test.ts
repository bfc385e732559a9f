import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ManagedProcess } from '@forum/embedded'
import { expect, onTestFinished, test } from 'vitest'
import { type RunningPart, Supervisor } from './supervisor.ts'

/** Something that can be started and ended, and says what was done to it. */
class Process implements RunningPart {
  running = true
  readonly #said: string[]
  readonly #name: string

  constructor(name: string, said: string[]) {
    this.#name = name
    this.#said = said
    said.push(`start ${name}`)
  }

  async stop() {
    this.#said.push(`stop ${this.#name}`)
    this.running = false
  }

  kill() {
    this.#said.push(`kill ${this.#name}`)
    this.running = false
  }
}

function parts() {
  const said: string[] = []
  const started: Process[] = []
  const part = (name: string) => ({
    name,
    label: name,
    start: async () => {
      const process = new Process(name, said)
      started.push(process)
      return process
    },
  })
  return { said, started, part }
}

test('parts end in the given order, whatever the order of their start', async () => {
  const { said, part } = parts()
  const supervisor = new Supervisor()
  for (const name of ['postgres', 'kafka', 'posts', 'gateway']) await supervisor.run(part(name))
  expect(await supervisor.stop([['gateway'], ['posts'], ['kafka'], ['postgres']], 5_000)).toBe(true)
  expect(said.slice(4)).toEqual(['stop gateway', 'stop posts', 'stop kafka', 'stop postgres'])
})

test('a service that keeps dying is alone started again, with growing pauses that are said; the rest goes on', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'forum-supervisor-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const node = (name: string, program: string) => ({
    name,
    label: name,
    start: () =>
      ManagedProcess.start({
        label: name,
        directory: join(directory, name),
        file: process.execPath,
        args: ['-e', program],
        stopSignal: 'SIGTERM',
        stopWithinMs: 1_000,
        endsWithUs: true,
      }),
  })
  const told: string[] = []
  const { promise: often, resolve } = Promise.withResolvers<void>()
  const tell = (label: string, text: string) => {
    told.push(`${label} ${text}`)
    if (told.filter((line) => line.includes('ended by itself')).length === 6) resolve()
  }
  const supervisor = new Supervisor({ lookEveryMs: 1, firstPauseMs: 10, longestPauseMs: 40, tell })
  const steady = await supervisor.run(node('auth', 'setInterval(() => {}, 1000)'))
  await supervisor.run(node('posts', 'process.exit(1)'))
  supervisor.watch()
  await often
  expect(told.filter((line) => line.includes('ended by itself'))).toEqual([
    'posts ended by itself: starting it again',
    'posts ended by itself (2 times in a row: see its output.log): starting it again in 0.0 s',
    'posts ended by itself (3 times in a row: see its output.log): starting it again in 0.0 s',
    ...[4, 5, 6].map(
      (n) => `posts ended by itself (${n} times in a row: see its output.log): starting it again in 0.0 s`,
    ),
  ])
  expect(steady.running).toBe(true)
  expect(await supervisor.stop([['posts', 'auth']], 5_000)).toBe(true)
  expect(steady.running).toBe(false)
})

test('a part that cannot be started again is tried with pauses that double up to the longest', async () => {
  const told: string[] = []
  const { promise: often, resolve } = Promise.withResolvers<void>()
  let starts = 0
  const supervisor = new Supervisor({
    lookEveryMs: 1,
    firstPauseMs: 100,
    longestPauseMs: 300,
    steadyAfterMs: 50,
    tell: (_label, text) => {
      told.push(text)
      if (text === 'runs again') resolve()
    },
  })
  const { part } = parts()
  await supervisor.run({
    ...part('kafka'),
    start: async () => {
      starts += 1
      if (starts > 1 && starts < 5) throw new Error(`no port ${starts}`)
      const process = await part('kafka').start()
      process.running = starts > 1
      return process
    },
  })
  supervisor.watch()
  await often
  expect(told).toEqual([
    'ended by itself: starting it again',
    'cannot be started: no port 2 (2 times in a row: see its output.log): starting it again in 0.1 s',
    'cannot be started: no port 3 (3 times in a row: see its output.log): starting it again in 0.2 s',
    'cannot be started: no port 4 (4 times in a row: see its output.log): starting it again in 0.3 s',
    'runs again',
  ])
  await supervisor.stop([['kafka']], 1_000)
})

test('a part that is restarted on purpose has not ended by itself', async () => {
  const { said, part } = parts()
  const supervisor = new Supervisor({ lookEveryMs: 1 })
  await supervisor.run(part('posts'))
  supervisor.watch()
  await supervisor.restart('posts')
  await supervisor.stop([['posts']], 1_000)
  expect(said).toEqual(['start posts', 'stop posts', 'start posts', 'stop posts'])
})

test('what is still starting when everything stops is told so', async () => {
  const { said } = parts()
  const supervisor = new Supervisor()
  const running = supervisor.run({
    name: 'kafka',
    label: 'kafka',
    start: (signal) =>
      new Promise<RunningPart>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          said.push('abandon kafka')
          reject(new Error('abandoned'))
        })
      }),
  })
  await Promise.all([expect(running).rejects.toThrow('abandoned'), supervisor.stop([['kafka']], 5_000)])
  expect(said).toEqual(['abandon kafka'])
})

test('what does not end within the budget is killed', async () => {
  const { said, part } = parts()
  const supervisor = new Supervisor()
  const stuck = await supervisor.run(part('kafka'))
  stuck.stop = () => new Promise(() => {})
  expect(await supervisor.stop([['kafka']], 10)).toBe(false)
  expect(said).toEqual(['start kafka', 'kill kafka'])
})
