import { setTimeout as delay } from 'node:timers/promises'
import { within } from '@forum/service-kit'
import { say } from '../terminal/progress.mjs'

/** A process that was started here and can be ended here. */
export type RunningPart = {
  readonly running: boolean
  stop(withinMs?: number): Promise<void>
  kill(): void
}

/** One part of the system: how to start it, again if need be. */
export type Part<Running extends RunningPart> = {
  name: string
  label: string
  start: (signal: AbortSignal) => Promise<Running>
}

type Kept = { part: Part<RunningPart>; process: RunningPart; ended: number[]; restarting: boolean }

const endingsAllowed = 3
const endingsWindowMs = 60_000

/**
 * Keeps the started parts running: one that ends by itself is said and started again; when it ends a fourth time within a minute, that is
 * said and everything stops, because a part that cannot live is not mended by more starts.
 */
export class Supervisor {
  readonly #kept = new Map<string, Kept>()
  readonly #starting = new Set<Promise<RunningPart>>()
  readonly #giveUp: (sentence: string) => void
  readonly #leaveEnded: boolean
  readonly #lookEveryMs: number
  readonly #stopping = new AbortController()

  /** `leaveEnded`: a part that ends is said but left for whoever mends its source, who calls restart. */
  constructor(giveUp: (sentence: string) => void, { leaveEnded = false, lookEveryMs = 250 } = {}) {
    this.#giveUp = giveUp
    this.#leaveEnded = leaveEnded
    this.#lookEveryMs = lookEveryMs
  }

  /** Starts a part and remembers it, so that it is ended whatever comes; when everything stops meanwhile, its start is told by the signal. */
  async run<Running extends RunningPart>(part: Part<Running>): Promise<Running> {
    const starting = part.start(this.#stopping.signal)
    this.#starting.add(starting)
    try {
      const process = await starting
      this.#kept.set(part.name, { part, process, ended: [], restarting: false })
      return process
    } finally {
      this.#starting.delete(starting)
    }
  }

  /** From now on a part that ends is started again. */
  watch(): void {
    void this.#look()
  }

  get hasStarted(): boolean {
    return this.#kept.size > 0
  }

  isRunning(name: string): boolean {
    return this.#kept.get(name)?.process.running ?? false
  }

  /** Ends a part and starts it anew, as when its source changed. */
  async restart(name: string): Promise<void> {
    const kept = this.#kept.get(name)
    if (!kept || this.#isStopping) return
    kept.restarting = true
    await kept.process.stop()
    kept.ended = []
    await this.#startAgain(kept)
    kept.restarting = false
  }

  /**
   * Ends parts in the given order: each group together, the next group when that is over. All of it has `budgetMs`; what is left then is
   * killed. True if everything ended by itself.
   */
  async stop(order: string[][], budgetMs: number): Promise<boolean> {
    this.#stopping.abort()
    const deadline = performance.now() + budgetMs
    await withinOrNot(budgetMs / 2, Promise.allSettled(this.#starting))
    let clean = true
    for (const group of order) {
      const members = group.flatMap((name) => this.#kept.get(name) ?? [])
      const left = Math.max(100, deadline - performance.now())
      const results = await Promise.allSettled(members.map(({ process }) => within(left + 500, process.stop(left))))
      clean &&= results.every(({ status }) => status === 'fulfilled')
    }
    this.kill()
    return clean
  }

  /** Ends at once whatever still runs. */
  kill(): void {
    this.#stopping.abort()
    for (const { process } of this.#kept.values()) if (process.running) process.kill()
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted
  }

  async #look(): Promise<void> {
    while (!this.#isStopping) {
      for (const kept of this.#kept.values())
        if (!kept.process.running && !kept.restarting && !this.#isStopping) await this.#revive(kept)
      await delay(this.#lookEveryMs)
    }
  }

  async #revive(kept: Kept): Promise<void> {
    const { label } = kept.part
    if (this.#leaveEnded) {
      if (kept.ended.length === 0) say(label, 'ended by itself: it starts again with the next change')
      kept.ended = [performance.now()]
      return
    }
    const now = performance.now()
    kept.ended = [...kept.ended.filter((time) => now - time < endingsWindowMs), now]
    if (kept.ended.length > endingsAllowed) {
      this.#giveUp(
        `${label} has ended ${kept.ended.length} times within a minute, so everything stops. Its last words are in its output.log; mend the cause and run npm start again.`,
      )
      this.#stopping.abort()
      return
    }
    say(label, 'ended by itself: starting it again')
    await this.#startAgain(kept)
  }

  async #startAgain(kept: Kept): Promise<void> {
    try {
      kept.process = await kept.part.start(this.#stopping.signal)
      if (this.#isStopping) return kept.process.kill()
      say(kept.part.label, 'runs again')
    } catch (error) {
      if (!this.#isStopping)
        this.#giveUp(
          `${kept.part.label} cannot be started again: ${error instanceof Error ? error.message : String(error)}`,
        )
    }
  }
}

/** Waits for the work, but no longer than that. */
async function withinOrNot(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await within(milliseconds, work).catch(() => undefined)
}
