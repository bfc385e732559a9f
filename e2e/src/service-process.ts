import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ManagedProcess, outputFile } from '@forum/embedded'
import { type ServicePlan, serviceDirectory, startService, untilReady } from '@forum/launcher'
import { createLogger } from '@forum/service-kit'

const repository = join(import.meta.dirname, '../..')
const logger = createLogger({ name: 'forum-network', level: 'error' })

/** One service of a network: started as the launcher starts it, ended with this process. */
export class ServiceProcess {
  readonly #plan: ServicePlan
  readonly #dataDirectory: string
  #process: ManagedProcess | undefined

  constructor(plan: ServicePlan, dataDirectory: string) {
    this.#plan = plan
    this.#dataDirectory = dataDirectory
  }

  get url(): string {
    return new URL(this.#plan.readyUrl).origin
  }

  /** Where its metrics are. */
  get metricsUrl(): string {
    return this.#plan.metricsUrl
  }

  /** Of the running process. */
  get pid(): number {
    if (!this.#process) throw new Error(`${this.#plan.name} does not run`)
    return this.#process.pid
  }

  get isRunning(): boolean {
    return this.#process?.running ?? false
  }

  async start(): Promise<void> {
    if (this.isRunning) throw new Error(`${this.#plan.name} runs already`)
    this.#process = await startService(this.#plan, {
      dataDirectory: this.#dataDirectory,
      logger,
      inherit: {
        PATH: process.env['PATH'],
        TZ: 'UTC',
        FORUM_LOG: 'json',
        // A third less of a start, which each journey pays four times.
        NODE_COMPILE_CACHE: join(repository, '.cache/compile'),
      },
      endsWithUs: true,
    })
  }

  /** Resolves when its /readyz is 200: its stores answer and its consumers have joined. */
  async whenReady(): Promise<void> {
    await untilReady(this.#plan, () => this.isRunning, this.#logFile, 120_000)
  }

  /** SIGKILL: no goodbye, no flush. */
  async kill(): Promise<void> {
    this.#process?.kill()
    await this.#process?.ended(30_000)
  }

  /** SIGSTOP: it keeps its connections, takes new ones, and answers nothing. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP')
  }

  /** SIGCONT after `pause`. */
  resume(): void {
    process.kill(this.pid, 'SIGCONT')
  }

  /** SIGTERM, as the launcher does; killed if it does not end in 8 s. */
  async stop(): Promise<void> {
    await this.#process?.stop(8_000)
  }

  /** The end of its log, one short line each. */
  lastWords(lines = 12): string {
    const log = readFileSync(this.#logFile, { encoding: 'utf8', flag: 'a+' })
    return log.trimEnd().split('\n').slice(-lines).map(shortened).join('\n')
  }

  /** What its log says of something, by its id. */
  linesOf(id: string): Record<string, unknown>[] {
    const log = readFileSync(this.#logFile, { encoding: 'utf8', flag: 'a+' })
    const lines = log.split('\n').filter((line) => line.startsWith('{') && line.includes(id))
    return lines.map((line) => JSON.parse(line))
  }

  get #logFile(): string {
    return outputFile(serviceDirectory(this.#dataDirectory, this.#plan.name))
  }
}

function shortened(line: string): string {
  if (!line.startsWith('{')) return line
  const { time, level, msg, err } = JSON.parse(line)
  return `${time} ${level} ${msg}${err ? ` (${String(err.message).slice(0, 200)})` : ''}`
}
