import { setTimeout as delay } from 'node:timers/promises'
import { within } from '@forum/service-kit'
import { say, seconds } from '../terminal/progress.mjs'

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

type Kept = {
  part: Part<RunningPart>
  process: RunningPart
  /** Whether somebody is bringing it back already. */
  returning: boolean
  /** How often it ended, or could not be started, since it last ran for long. */
  endings: number
  startedAt: number
}

export type SupervisorOptions = {
  /** A part that ends is said but left for whoever mends its source, who calls restart. */
  leaveEnded?: boolean
  lookEveryMs?: number
  /** Before the second start in a row; each further one waits twice as long, up to `longestPauseMs`. */
  firstPauseMs?: number
  longestPauseMs?: number
  /** A part that ran so long has found its feet: its next ending is its first. */
  steadyAfterMs?: number
  tell?: (label: string, text: string) => void
}

/**
 * Keeps the started parts running: one that ends by itself, or cannot be started again, is said and started anew, with pauses that grow as long as
 * it keeps ending. It alone: the others go on, and what needs it says that it is away.
 */
export class Supervisor {
  readonly #kept = new Map<string, Kept>()
  readonly #starting = new Set<Promise<RunningPart>>()
  readonly #options: Required<SupervisorOptions>
  readonly #stopping = new AbortController()

  constructor(options: SupervisorOptions = {}) {
    this.#options = {
      leaveEnded: false,
      lookEveryMs: 500,
      firstPauseMs: 1_000,
      longestPauseMs: 60_000,
      steadyAfterMs: 60_000,
      tell: say,
      ...options,
    }
  }

  /** Starts a part and remembers it, so that it is ended whatever comes; when everything stops meanwhile, its start is told by the signal. */
  async run<Running extends RunningPart>(part: Part<Running>): Promise<Running> {
    const starting = part.start(this.#stopping.signal)
    this.#starting.add(starting)
    try {
      const process = await starting
      this.#kept.set(part.name, { part, process, returning: false, endings: 0, startedAt: performance.now() })
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
    kept.returning = true
    try {
      await kept.process.stop()
      kept.endings = 0
      const failure = await this.#startAgain(kept)
      if (failure !== null) throw new Error(`${kept.part.label} cannot be started again: ${failure}`)
    } finally {
      kept.returning = false
    }
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
      for (const kept of this.#kept.values()) if (!kept.process.running && !kept.returning) void this.#bringBack(kept)
      await delay(this.#options.lookEveryMs)
    }
  }

  /** Until it runs again; other parts are looked after meanwhile. */
  async #bringBack(kept: Kept): Promise<void> {
    kept.returning = true
    if (this.#options.leaveEnded) return this.#leave(kept)
    const { label } = kept.part
    if (performance.now() - kept.startedAt > this.#options.steadyAfterMs) kept.endings = 0
    let what = 'ended by itself'
    while (!this.#isStopping) {
      kept.endings += 1
      const pauseMs = this.#pauseBefore(kept.endings)
      const often = kept.endings > 1 ? ` (${kept.endings} times in a row: see its output.log)` : ''
      const when = pauseMs > 0 ? ` in ${seconds(pauseMs)}` : ''
      this.#options.tell(label, `${what}${often}: starting it again${when}`)
      await delay(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined) // stopping: looked at next
      if (this.#isStopping) break
      const failure = await this.#startAgain(kept)
      if (failure === null) break
      what = `cannot be started: ${failure}`
    }
    kept.returning = false
  }

  /** `restart` brings it back. */
  #leave(kept: Kept): void {
    this.#options.tell(kept.part.label, 'ended by itself: it starts again with the next change')
  }

  /** At once the first time, then 1, 2, 4 … seconds. */
  #pauseBefore(start: number): number {
    const { firstPauseMs, longestPauseMs } = this.#options
    return start === 1 ? 0 : Math.min(firstPauseMs * 2 ** (start - 2), longestPauseMs)
  }

  /** Null when it runs, else why not. */
  async #startAgain(kept: Kept): Promise<string | null> {
    try {
      kept.process = await kept.part.start(this.#stopping.signal)
      kept.startedAt = performance.now()
      if (this.#isStopping) kept.process.kill()
      else this.#options.tell(kept.part.label, 'runs again')
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

/** Waits for the work, but no longer than that. */
async function withinOrNot(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await within(milliseconds, work).catch(() => undefined)
}
