import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Logger } from '@forum/service-kit'
import { Piscina } from 'piscina'
import { type Refusal, Refused } from '../refusal.ts'

/** What a task has with it: the thread says on the port that it has begun. */
export type Begun = { begun: MessagePort }

export type TimedThreadsOptions = {
  /** The module of the thread; its functions are the tasks. */
  file: URL
  /** As logs name it. */
  name: string
  workerData?: Readonly<Record<string, unknown>>
  maxThreads: number
  /** Tasks that wait for a thread. One more is told to come back. */
  maximumWaiting: number
  /** For a thread, also for the first one while it starts. */
  waitingLimitMs: number
  /** From when a thread has begun with a task. One that takes longer ends the thread, and another takes its place. */
  timeLimitMs: number
  maxOldGenerationSizeMb: number
  tooMany: Refusal
  tooLong: Refusal
  logger: Logger
}

/** Does beside the event loop what cannot be interrupted, within a time limit; a thread that dies is replaced. */
export class TimedThreads<Task extends object, Result> {
  readonly #options: TimedThreadsOptions
  readonly #pool: Piscina<Task & Begun, Result>

  constructor(options: TimedThreadsOptions) {
    const { file, name, workerData, maxThreads, maximumWaiting, maxOldGenerationSizeMb, logger } = options
    this.#options = options
    this.#pool = new Piscina({
      filename: file.href,
      workerData,
      minThreads: 1,
      maxThreads,
      idleTimeout: 60_000,
      maxQueue: maximumWaiting,
      resourceLimits: { maxOldGenerationSizeMb },
      // The thread's own flags: a process that was started with others (a test runner's) must not hand them on.
      execArgv: [],
    })
    this.#pool.on('error', (error: unknown) => logger.error({ err: error, thread: name }, 'a thread failed'))
  }

  get waiting(): number {
    return this.#pool.queueSize
  }

  /** @throws Refused with `tooMany` when too many wait or the wait is too long, with `tooLong` when the task itself takes too long */
  async run(task: string, given: Task): Promise<Result> {
    const { maximumWaiting, waitingLimitMs, timeLimitMs, tooMany, tooLong } = this.#options
    if (this.#pool.queueSize >= maximumWaiting) throw new Refused(tooMany)
    const late = new AbortController()
    const waiting = setTimeout(() => late.abort(tooMany), waitingLimitMs)
    let running: NodeJS.Timeout | undefined
    const { port1, port2: begun } = new MessageChannel()
    port1.once('message', () => {
      clearTimeout(waiting)
      running = setTimeout(() => late.abort(tooLong), timeLimitMs)
    })
    try {
      return await this.#pool.run({ ...given, begun }, { name: task, signal: late.signal, transferList: [begun] })
    } catch (error) {
      if (!late.signal.aborted) throw error
      throw new Refused(late.signal.reason === tooLong ? tooLong : tooMany)
    } finally {
      clearTimeout(waiting)
      clearTimeout(running)
      port1.close()
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}
