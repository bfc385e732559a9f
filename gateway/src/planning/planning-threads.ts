import type { Logger, Metrics } from '@forum/service-kit'
import { Gauge, Histogram } from 'prom-client'
import { type Refusal, Refused } from '../refusal.ts'
import { TimedThreads } from '../threads/timed-threads.ts'
import type { IntrospectTask, PlanResult, PlanTask } from './plan-task.ts'

/** What limits let through takes a few hundredths of a second; a busy machine makes ten times that of it. */
const timeLimitMs = 5_000

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
  readonly #threads: TimedThreads<PlanTask | IntrospectTask, PlanResult | string>
  readonly #logger: Logger
  readonly #duration: Histogram

  constructor(supergraphSdl: string, logger: Logger, metrics: Metrics) {
    this.#logger = logger
    const threads = new TimedThreads<PlanTask | IntrospectTask, PlanResult | string>({
      file: new URL('./plan-thread.ts', import.meta.url),
      name: 'plan',
      workerData: { supergraphSdl },
      maxThreads: 2,
      maximumWaiting: 64,
      waitingLimitMs: 30_000,
      timeLimitMs,
      maxOldGenerationSizeMb: 512,
      tooMany,
      tooLong: tooComplex,
      logger,
    })
    this.#threads = threads
    this.#duration = new Histogram({
      name: 'forum_gateway_plan_duration_seconds',
      help: 'Validating and planning an operation that was not cached, waiting for a thread included.',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers: [metrics],
    })
    new Gauge({
      name: 'forum_gateway_waiting_plans',
      help: 'Operations that wait for a planning thread.',
      registers: [metrics],
      collect() {
        this.set(threads.waiting)
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
    return this.#threads.close()
  }

  async #run(name: 'plan' | 'introspect', task: PlanTask | IntrospectTask): Promise<PlanResult | string> {
    const done = this.#duration.startTimer()
    try {
      return await this.#threads.run(name, task)
    } catch (error) {
      if (error instanceof Refused)
        this.#logger.warn(
          { characters: task.text.length, reason: error.refusal },
          'an operation was not planned in time',
        )
      throw error
    } finally {
      done()
    }
  }
}
