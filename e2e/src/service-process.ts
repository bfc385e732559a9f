import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './until.ts'

export type ServiceName = 'auth' | 'posts' | 'stats' | 'gateway'

export type ServicePlan = { name: ServiceName; url: string; environment: Record<string, string>; logDirectory: string }

const repository = join(import.meta.dirname, '../..')
const folders = {
  auth: 'subgraphs/auth',
  posts: 'subgraphs/posts',
  stats: 'subgraphs/stats',
  gateway: 'gateway',
} as const

/** One service as its own process, started by the same main.ts as everywhere. */
export class ServiceProcess {
  readonly #plan: ServicePlan
  #child: ChildProcess | undefined
  #ended: Promise<void> = Promise.resolve()

  constructor(plan: ServicePlan) {
    this.#plan = plan
  }

  get url(): string {
    return this.#plan.url
  }

  /** Of the running process. */
  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error(`${this.#plan.name} does not run`)
    return this.#child.pid
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  start(): void {
    if (this.isRunning) throw new Error(`${this.#plan.name} runs already`)
    const child = spawn(process.execPath, [join(folders[this.#plan.name], 'src/main.ts')], {
      cwd: repository,
      env: {
        PATH: process.env['PATH'] ?? '',
        TZ: 'UTC',
        FORUM_LOG: 'json',
        // A third less of a start, which each journey pays four times.
        NODE_COMPILE_CACHE: join(repository, '.cache/compile'),
        ...this.#plan.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const log = createWriteStream(this.#logFile, { flags: 'a' })
    child.stdout.pipe(log, { end: false })
    child.stderr.pipe(log, { end: false })
    // A test run that ends without stopping its network leaves nothing behind.
    const killWithUs = () => child.kill('SIGKILL')
    process.once('exit', killWithUs)
    child.once('close', () => process.off('exit', killWithUs))
    this.#ended = new Promise((resolve) => child.once('close', () => log.end(resolve)))
    this.#child = child
  }

  /** Resolves when its /readyz is 200: its stores answer and its consumers have joined. */
  async whenReady(): Promise<void> {
    await until(async () => {
      if (!this.isRunning) throw new Error(`${this.#plan.name} has ended:\n${this.lastWords()}`)
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined)
      if (answer?.ok) return true
      return `${this.#plan.name} is not ready (${answer ? await answer.text() : 'no answer'}):\n${this.lastWords()}`
    }, 120_000)
  }

  /** SIGKILL: no goodbye, no flush. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#ended
  }

  /** SIGTERM, as the launcher does; killed if it does not end in 8 s. */
  async stop(): Promise<void> {
    if (!this.isRunning) return
    this.#child?.kill('SIGTERM')
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), 8_000)
    await this.#ended
    clearTimeout(timer)
  }

  /** The end of its log, one short line each. */
  lastWords(lines = 12): string {
    const log = readFileSync(this.#logFile, { encoding: 'utf8', flag: 'a+' })
    return log.trimEnd().split('\n').slice(-lines).map(shortened).join('\n')
  }

  get #logFile(): string {
    return join(this.#plan.logDirectory, `${this.#plan.name}.log`)
  }
}

function shortened(line: string): string {
  if (!line.startsWith('{')) return line
  const { time, level, msg, err } = JSON.parse(line)
  return `${time} ${level} ${msg}${err ? ` (${String(err.message).slice(0, 200)})` : ''}`
}
