import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { UpkeepRepository } from './upkeep-repository.ts'

export type UpkeepDeps = { database: Database; upkeep: UpkeepRepository; clock: Clock }

/** What nobody told anything about for so long goes, read or not. */
const keptForMs = 180 * 24 * 60 * 60 * 1_000

const batchSize = 500

/** Keeps inboxes small: what is hidden becomes read, what is old goes. In small transactions, which any number of replicas may share. */
export class UpkeepService {
  readonly #deps: UpkeepDeps

  constructor(deps: UpkeepDeps) {
    this.#deps = deps
  }

  /** Until nothing is due, or others have what is. */
  async run(): Promise<void> {
    while (await this.#readSome());
    while (await this.#deleteSome());
  }

  /** Until then reading looks at `hidden_subjects`, so it makes no difference to anybody when it happens. */
  async #readSome(): Promise<boolean> {
    const { database, upkeep } = this.#deps
    return database.transaction(async (tx) => {
      const hidden = await upkeep.lockHidden(tx)
      if (!hidden) return false
      const count = await upkeep.readHidden(tx, hidden, batchSize)
      if (count === 0) await upkeep.endHidden(tx, hidden.subject_id)
      return true
    })
  }

  async #deleteSome(): Promise<boolean> {
    const { database, upkeep, clock } = this.#deps
    const before = new Date(clock.now().getTime() - keptForMs)
    return (await database.transaction((tx) => upkeep.deleteBefore(tx, before, batchSize))) === batchSize
  }
}
