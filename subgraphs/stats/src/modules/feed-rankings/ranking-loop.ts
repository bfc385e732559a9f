import { setTimeout as sleep } from 'node:timers/promises'
import { type RankingName, rankings } from '@forum/events'
import { Backoff, type Logger } from '@forum/service-kit'
import type { Watermark } from '../as-of/watermark.ts'
import type { RankingRefresh } from './ranking-refresh.ts'

export type RankingLoopDeps = { refresh: RankingRefresh; asOf: Watermark; logger: Logger }

const tickMs = 2_000
const everyMs = 60_000
/** Time alone changes rankings, slowly: a like leaves its window, an account becomes a day old. */
const idleMs = 10 * 60_000
/** A ranking that takes long is computed a fiftieth of the time at most. */
const restsOf = 50

/** `counted`: what a ranking was computed from; null when another replica was at it. */
type Seen = { counted: number | null; dueMs: number; idleDueMs: number; confirmDueMs: number }

/**
 * Keeps the told rankings right: each a minute after it was computed last if anything was counted since, and else every ten minutes. While nobody
 * does anything a look is a comparison of numbers.
 */
export class RankingLoop {
  readonly #deps: RankingLoopDeps
  readonly #seen = new Map<RankingName, Seen>()
  readonly #stop = new AbortController()
  #running: Promise<void> | undefined

  constructor(deps: RankingLoopDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#running ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  /** Tells now what there is to tell: for tests, which wait for what they did. */
  async drain(): Promise<void> {
    const { asOf } = this.#deps
    for (const ranking of rankings)
      if (this.#seen.get(ranking)?.counted !== asOf.counted) await this.#refresh(ranking, { isHurried: true })
  }

  async #run(): Promise<void> {
    const backoff = new Backoff({ firstMs: 1_000, maxMs: 60_000 })
    const stop = this.#stop.signal
    while (!stop.aborted) {
      try {
        for (const ranking of rankings) if (!stop.aborted) await this.#look(ranking)
        backoff.reset()
        await pause(tickMs, stop)
      } catch (error) {
        if (stop.aborted) return
        this.#deps.logger.warn({ err: error }, 'rankings of feeds not refreshed; retrying')
        await backoff.wait(stop)
      }
    }
  }

  async #look(ranking: RankingName): Promise<void> {
    const { asOf, refresh } = this.#deps
    const now = performance.now()
    const seen = this.#seen.get(ranking)
    const isDue = !seen || now >= seen.idleDueMs || (seen.counted !== asOf.counted && now >= seen.dueMs)
    if (isDue) return this.#refresh(ranking)
    if (now < seen.confirmDueMs || !asOf.current) return
    await refresh.confirm(ranking, asOf.current)
    seen.confirmDueMs = performance.now() + everyMs
  }

  async #refresh(ranking: RankingName, options = {}): Promise<void> {
    const { asOf, refresh } = this.#deps
    const { counted, current } = asOf
    if (!current) return
    const began = performance.now()
    const isComputed = await refresh.refresh(ranking, current, options)
    const ended = performance.now()
    this.#seen.set(ranking, {
      counted: isComputed ? counted : null,
      dueMs: ended + Math.max(everyMs, restsOf * (ended - began)),
      idleDueMs: ended + Math.max(idleMs, restsOf * (ended - began)),
      confirmDueMs: ended + everyMs,
    })
  }
}

/** Or until it is stopped. Keeps no process alive. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {})
