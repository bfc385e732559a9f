import type { Clock, Logger } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'
import type { Counter } from 'prom-client'
import type { LimitName } from './caller-limits.ts'

const maxCallers = 1_000
const everyMs = 10_000

export type LimitLogOptions = { clock: Clock; logger: Logger; limited: Counter<'limit'> }

/** One line when somebody runs into a limit, and one every ten seconds while they go on: a flood must not become a flood of lines. */
export class LimitLog {
  readonly #options: LimitLogOptions
  readonly #callers = new LRUCache<string, { atMs: number; unsaid: number }>({ max: maxCallers })

  constructor(options: LimitLogOptions) {
    this.#options = options
  }

  hit(limit: LimitName, caller: string): void {
    const { clock, logger, limited } = this.#options
    limited.inc({ limit })
    const key = `${limit} ${caller}`
    const nowMs = clock.now().getTime()
    const known = this.#callers.get(key)
    if (known && nowMs - known.atMs < everyMs) {
      known.unsaid += 1
      return
    }
    this.#callers.set(key, { atMs: nowMs, unsaid: 0 })
    logger.warn({ limit, caller, refused: 1 + (known?.unsaid ?? 0) }, 'a limit was reached')
  }
}
