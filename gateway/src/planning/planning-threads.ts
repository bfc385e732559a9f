import { MessageChannel } from 'node:worker_threads'
import type { Logger, Metrics } from '@forum/service-kit'
import { Piscina } from 'piscina'
import { Gauge, Histogram } from 'prom-client'
import { type Refusal, Refused } from '../refusal.ts'
import type { IntrospectTask, PlanResult, PlanTask, SentIntrospectTask, SentTask } from './plan-task.ts'

/** For a thread, also for the first one while it starts. */
const waitingLimitMs = 30_000
/** What limits let through takes a few hundredths of a second; a busy machine makes ten times that of it. */
const timeLimitMs = 5_000
/** Operations that wait for a thread. One more is told to come back. */
const maximumWaiting = 64

const tooMany: Refusal = {
  status: 503,
  code: 'OVERLOADED',
  message: 'Too many operations wait to be planned. Try again in a few seconds.',
  retryAfterSeconds: 2,
}
const tooComplex: Refusal = {
  status: 400,
  code: 'OPERATION_TOO_COMPLEX',
  message: 'This operation takes too long to understand. Ask for less, or in several operations.',
}

/** Validates and plans beside the event loop, within a time limit. */
export class PlanningThreads {
  readonly #pool: Piscina<SentTask | SentIntrospectTask, PlanResult | string>
  readonly #logger: Logger
  readonly #duration: Histogram

  constructor(supergraphSdl: string, logger: Logger, metrics: Metrics) {
    this.#logger = logger
    this.#pool = new Piscina({
      filename: new URL('./plan-thread.ts', import.meta.url).href,
      name: 'plan',
      workerData: { supergraphSdl },
      minThreads: 1,
      maxThreads: 2,
      idleTimeout: 60_000,
      maxQueue: maximumWaiting,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      // The thread's own flags: a process that was started with others (a test runner's) must not hand them on.
      execArgv: [],
    })
    this.#pool.on('error', (error: unknown) => logger.error({ err: error }, 'a planning thread failed'))
    this.#duration = new Histogram({
      name: 'forum_gateway_plan_duration_seconds',
      help: 'Validating and planning an operation that was not cached, waiting for a thread included.',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers: [metrics],
    })
    const waiting = () => this.#pool.queueSize
    new Gauge({
      name: 'forum_gateway_waiting_plans',
      help: 'Operations that wait for a planning thread.',
      registers: [metrics],
      collect() {
        this.set(waiting())
      },
    })
  }

  /** @throws Refused OVERLOADED when too many wait, OPERATION_TOO_COMPLEX when it takes too long */
  async plan(task: PlanTask): Promise<PlanResult> {
    const result = await this.#run('plan', task)
    if (typeof result === 'string') throw new Error('the planning thread gave no plan')
    return result
  }

  /** Answers an operation over the schema itself, as JSON. @throws Refused as `plan` does */
  async introspect(task: IntrospectTask): Promise<string> {
    const result = await this.#run('introspect', task)
    if (typeof result !== 'string') throw new Error('the planning thread gave no text')
    return result
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }

  async #run(name: 'plan' | 'introspect', task: PlanTask | IntrospectTask): Promise<PlanResult | string> {
    if (this.#pool.queueSize >= maximumWaiting) throw new Refused(tooMany)
    const late = new AbortController()
    const waiting = setTimeout(() => late.abort(tooMany), waitingLimitMs)
    let running: NodeJS.Timeout | undefined
    const { port1, port2: begun } = new MessageChannel()
    port1.once('message', () => {
      clearTimeout(waiting)
      running = setTimeout(() => late.abort(tooComplex), timeLimitMs)
    })
    const done = this.#duration.startTimer()
    try {
      return await this.#pool.run({ ...task, begun }, { name, signal: late.signal, transferList: [begun] })
    } catch (error) {
      if (!late.signal.aborted) throw error
      const { reason } = late.signal
      this.#logger.warn({ characters: task.text.length, reason }, 'an operation was not planned in time')
      throw new Refused(reason === tooComplex ? tooComplex : tooMany)
    } finally {
      done()
      clearTimeout(waiting)
      clearTimeout(running)
      port1.close()
    }
  }
}
