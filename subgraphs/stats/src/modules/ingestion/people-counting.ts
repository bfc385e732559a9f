import type { CatalogueEvent } from '@forum/events'
import { Backoff, type Logger } from '@forum/service-kit'

export type PeopleCountingOptions = {
  /** Counts people anew after events; done twice it changes nothing. */
  count: (events: readonly CatalogueEvent[]) => Promise<void>
  logger: Logger
  /** At most once in so many milliseconds. */
  everyMs?: number
}

type Pending = { events: CatalogueEvent[]; done: PromiseWithResolvers<void> }

/** So many do not wait for more. */
const enough = 5_000
/** How the gateway is used, and what people are called, moves no number of anybody. */
const irrelevant: ReadonlySet<string> = new Set(['operation_completed', 'profile_updated', 'profile_erased'])

/**
 * People's totals follow those of posts: at once after a rest, and every five seconds for all that came meanwhile, because ClickHouse takes as long
 * for one event as for many. Failures are tried again until it is stopped.
 */
export class PeopleCounting {
  readonly #options: PeopleCountingOptions
  readonly #stop = new AbortController()
  #pending: Pending | undefined
  #counting: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #nextAt = Number.NEGATIVE_INFINITY

  constructor(options: PeopleCountingOptions) {
    this.#options = options
  }

  /** Resolves when more may come: at once unless there is enough to do. */
  async add(events: readonly CatalogueEvent[]): Promise<void> {
    const relevant = events.filter(({ type }) => !irrelevant.has(type))
    if (relevant.length === 0) return
    const pending = (this.#pending ??= newPending())
    pending.events.push(...relevant)
    this.#schedule()
    if (pending.events.length >= enough) await this.#counting
  }

  /** Resolves when all that was added is counted; rejects when it was stopped before. */
  counted(): Promise<void> {
    return this.#pending?.done.promise ?? this.#counting ?? Promise.resolve()
  }

  /** Counts what there is without waiting for more: somebody waits for it. */
  hurry(): void {
    this.#nextAt = Number.NEGATIVE_INFINITY
    this.#schedule()
  }

  /** From now on what comes is counted at once, and a failure is not tried again. */
  finish(): void {
    this.#stop.abort()
    this.hurry()
  }

  #schedule(): void {
    if (!this.#pending || this.#counting) return
    const isUrgent = this.#stop.signal.aborted || this.#pending.events.length >= enough
    const waitMs = isUrgent ? 0 : this.#nextAt - performance.now()
    clearTimeout(this.#timer)
    if (waitMs <= 0) this.#begin(this.#pending)
    else this.#timer = setTimeout(() => this.#schedule(), waitMs)
  }

  #begin({ events, done }: Pending): void {
    this.#pending = undefined
    this.#nextAt = performance.now() + (this.#options.everyMs ?? 5_000)
    this.#counting = done.promise
    const ended = () => {
      this.#counting = undefined
      this.#schedule()
    }
    this.#untilCounted(events).then(done.resolve, done.reject).finally(ended)
  }

  async #untilCounted(events: readonly CatalogueEvent[]): Promise<void> {
    const { count, logger } = this.#options
    const backoff = new Backoff({ firstMs: 100, maxMs: 3_000 })
    for (;;) {
      try {
        return await count(events)
      } catch (error) {
        if (this.#stop.signal.aborted) throw error
        logger.warn({ err: error, events: events.length }, "people's totals not counted; trying again")
        await backoff.wait(this.#stop.signal)
      }
    }
  }
}

function newPending(): Pending {
  const done = Promise.withResolvers<void>()
  // Nobody may be waiting when it is stopped; who waits hears of it all the same.
  done.promise.catch(() => {})
  return { events: [], done }
}
