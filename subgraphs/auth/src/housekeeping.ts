import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@forum/service-kit'
import type { Database } from './database.ts'
import type { Services } from './services.ts'

const everyMs = 10 * 60 * 1_000

/** Streams resume within seconds; whoever comes back later is told to forget everything. */
const revocationsKeptSeconds = 10 * 60

export type HousekeepingOptions = { services: Services; database: Database; logger: Logger }

/** Every ten minutes: rotates keys that are old, drops rows that nobody needs. Replicas may do it at the same time. */
export class Housekeeping {
  readonly #options: HousekeepingOptions
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined

  constructor(options: HousekeepingOptions) {
    this.#options = options
  }

  start(): void {
    this.#running ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  /** One round. */
  async tidy(): Promise<void> {
    const { services, database } = this.#options
    const { rateLimits, revocations, sessions, emailLinks, mails, audit, goneNames, suspensions } = services.leftovers
    await services.keys.maintain()
    await rateLimits.forgetExpired()
    await sessions.forgetOld()
    await emailLinks.deleteOld()
    await mails.deleteOld()
    await audit.forgetAddresses()
    await services.pending.removeLapsed()
    await suspensions.endAllPassed()
    await services.erasing.eraseDue()
    await goneNames.deleteOld()
    await database.transaction((tx) => revocations.forgetOld(tx, revocationsKeptSeconds))
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.tidy().catch((error: unknown) =>
        this.#options.logger.error({ err: error }, 'housekeeping failed; retrying at the next run'),
      )
      // The only way for it to reject is the signal, which is the way to return early.
      await pause(everyMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
    }
  }
}
