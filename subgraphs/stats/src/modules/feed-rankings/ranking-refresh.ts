import { createHash } from 'node:crypto'
import { maxRankedPosts, type RankedPost, type RankingName, rankingRefreshed } from '@forum/events'
import type { Outbox } from '@forum/outbox'
import type { Clock, Ids } from '@forum/service-kit'
import type { Database } from '../../database.ts'
import { numbersAreThere } from '../as-of/numbers-are-there.ts'
import type { FeedRankings } from './feed-rankings.ts'
import type { RankingMarks, Told } from './ranking-marks.ts'

export type RefreshDeps = {
  database: Database
  marks: RankingMarks
  outbox: Outbox
  rankings: FeedRankings
  clock: Clock
  ids: Ids
}

/** Between two snapshots of a ranking, whichever replicas make them. */
const everyMs = 60_000
/** A ranking that stays as it is is confirmed after so long. Posts takes Stats for away after ten minutes of silence. */
const confirmEveryMs = 4 * 60_000

/**
 * Tells of a ranking if it is another one than was told. What is told and that it was told are one transaction, whose lock of the ranking's mark keeps
 * several replicas, and a restart, from telling it twice or more often than once a minute.
 */
export class RankingRefresh {
  readonly #deps: RefreshDeps

  constructor(deps: RefreshDeps) {
    this.#deps = deps
  }

  /**
   * @param isHurried tells it now, whenever it was told last
   * @returns whether it was computed
   */
  async refresh(ranking: RankingName, asOf: Date, { isHurried = false } = {}): Promise<boolean> {
    const { database, marks, rankings, clock } = this.#deps
    return database.transaction(async (tx) => {
      const mark = await marks.lock(tx, ranking, { waits: isHurried })
      const now = clock.now()
      const isTooSoon = mark?.checkedAt && now.getTime() - mark.checkedAt.getTime() < everyMs
      if (!mark || (isTooSoon && !isHurried)) return false
      const posts = await rankings.read(ranking, now)
      // A rebuild says that it begins before it empties the tables: what was read is whole only if it has not.
      if (!(await numbersAreThere(tx))) return false
      await marks.checked(tx, ranking, now)
      const digest = digestOf(posts)
      if (mark.told?.digest !== digest) await this.#tell(tx, ranking, { posts, digest, asOf })
      else if (isSilent(mark.told, now)) await this.#confirm(tx, ranking, mark.told, asOf)
      return true
    })
  }

  /** Says that what was told is still right, if nothing was said for a while. Computes nothing. */
  async confirm(ranking: RankingName, asOf: Date): Promise<void> {
    const { database, marks, clock } = this.#deps
    await database.transaction(async (tx) => {
      const mark = await marks.lock(tx, ranking)
      if (mark?.told && isSilent(mark.told, clock.now())) await this.#confirm(tx, ranking, mark.told, asOf)
    })
  }

  async #tell(
    tx: Parameters<RankingMarks['told']>[0],
    ranking: RankingName,
    { posts, digest, asOf }: { posts: readonly RankedPost[]; digest: string; asOf: Date },
  ): Promise<void> {
    const { marks, outbox, clock, ids } = this.#deps
    const toldAt = clock.now()
    const snapshot = ids.next()
    const parts = Math.max(1, Math.ceil(posts.length / maxRankedPosts))
    const messages = Array.from({ length: parts }, (_, index) =>
      rankingRefreshed(
        {
          ...{ ranking, snapshot, parts, part: index + 1, asOf: asOf.toISOString() },
          posts: posts.slice(index * maxRankedPosts, (index + 1) * maxRankedPosts),
        },
        { time: toldAt },
      ),
    )
    await outbox.append(tx, ...messages)
    await marks.told(tx, ranking, { snapshot, digest, parts, toldAt })
  }

  async #confirm(tx: Parameters<RankingMarks['told']>[0], ranking: RankingName, told: Told, asOf: Date) {
    const { marks, outbox, clock } = this.#deps
    const toldAt = clock.now()
    const { snapshot, parts } = told
    const message = { ranking, snapshot, parts, part: 0, asOf: asOf.toISOString(), posts: [] }
    await outbox.append(tx, rankingRefreshed(message, { time: toldAt }))
    await marks.told(tx, ranking, { ...told, toldAt })
  }
}

const isSilent = ({ toldAt }: Told, now: Date): boolean => now.getTime() - toldAt.getTime() >= confirmEveryMs

const digestOf = (posts: readonly RankedPost[]): string =>
  createHash('sha256').update(JSON.stringify(posts)).digest('base64url')
