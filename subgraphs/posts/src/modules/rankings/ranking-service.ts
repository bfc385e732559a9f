import { type CatalogueEvent, isEvent, type RankingName, type RankingPart, rankingRefreshed } from '@forum/events'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { RankingRepository, Snapshot } from './ranking-repository.ts'

export type { Snapshot }

export type RankingDeps = { database: Database; rankings: RankingRepository; clock: Clock }

/** How long a walk may go on in the snapshot in which it began, once there is a newer one. */
const keptForMs = 30 * 60_000

/** How Stats ranks posts, as forum.stats.v1 says. */
export class RankingService {
  readonly #deps: RankingDeps

  constructor(deps: RankingDeps) {
    this.#deps = deps
  }

  /** Works a batch off; any repetition of it changes nothing more. A part is kept with its posts or not at all. */
  async keep(events: readonly CatalogueEvent[]): Promise<void> {
    const { database, rankings, clock } = this.#deps
    const before = new Date(clock.now().getTime() - keptForMs)
    const told = events.flatMap((event) => (isEvent(event, rankingRefreshed) ? [event.data] : []))
    for (const part of wanted(told, before))
      await database.transaction(async (tx) => {
        if (part.part === 0) return rankings.confirm(tx, part)
        await rankings.keepPart(tx, part)
        await rankings.deleteSuperseded(tx, part.ranking, before)
      })
  }

  newest(ranking: RankingName): Promise<Snapshot | null> {
    return this.#deps.rankings.newest(this.#deps.database.sql, ranking)
  }

  /** The snapshot in which a walk began, or else the newest: its scores compare with those of the older one. */
  async toGoOnIn(ranking: RankingName, id: string): Promise<Snapshot | null> {
    const { database, rankings } = this.#deps
    return (await rankings.find(database.sql, ranking, id)) ?? this.newest(ranking)
  }
}

/** Who reads the topic from its start wants the last snapshot of each ranking, and not those of weeks. */
function wanted(told: readonly RankingPart[], before: Date): RankingPart[] {
  const last = new Map(told.map(({ ranking, snapshot }) => [ranking, snapshot]))
  return told.filter(
    ({ ranking, snapshot, asOf }) => last.get(ranking) === snapshot || Date.parse(asOf) > before.getTime(),
  )
}
