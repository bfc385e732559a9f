import { expect, test } from 'vitest'
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
  const supervisor = new Supervisor(() => expect.unreachable())
  for (const name of ['postgres', 'kafka', 'posts', 'gateway']) await supervisor.run(part(name))
  expect(await supervisor.stop([['gateway'], ['posts'], ['kafka'], ['postgres']], 5_000)).toBe(true)
  expect(said.slice(4)).toEqual(['stop gateway', 'stop posts', 'stop kafka', 'stop postgres'])
})

test('a part that ends by itself is started again, and gives up when that does not help', async () => {
  const { started, part } = parts()
  const { promise: gaveUp, resolve } = Promise.withResolvers<string>()
  const supervisor = new Supervisor(resolve, { lookEveryMs: 1 })
  await supervisor.run({
    ...part('posts'),
    start: async () => {
      const process = await part('posts').start()
      process.running = false
      return process
    },
  })
  supervisor.watch()
  expect(await gaveUp).toMatch(/posts has ended 4 times within a minute/)
  expect(started).toHaveLength(4)
})

test('a part that is restarted on purpose has not ended by itself', async () => {
  const { said, part } = parts()
  const supervisor = new Supervisor(() => expect.unreachable(), { lookEveryMs: 1 })
  await supervisor.run(part('posts'))
  supervisor.watch()
  await supervisor.restart('posts')
  await supervisor.stop([['posts']], 1_000)
  expect(said).toEqual(['start posts', 'stop posts', 'start posts', 'stop posts'])
})

test('what is still starting when everything stops is told so', async () => {
  const { said } = parts()
  const supervisor = new Supervisor(() => expect.unreachable())
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
  const supervisor = new Supervisor(() => expect.unreachable())
  const stuck = await supervisor.run(part('kafka'))
  stuck.stop = () => new Promise(() => {})
  expect(await supervisor.stop([['kafka']], 10)).toBe(false)
  expect(said).toEqual(['start kafka', 'kill kafka'])
})
