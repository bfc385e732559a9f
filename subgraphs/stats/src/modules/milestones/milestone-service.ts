import { type CatalogueEvent, isSeeded, reachedMilestone } from '@forum/events'
import type { Outbox } from '@forum/outbox'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database.ts'
import { chunksOf } from '../ingestion/chunks.ts'
import { touchedBy } from '../ingestion/touched.ts'
import type { MilestoneCounts, Reached } from './milestone-counts.ts'
import { levelsBetween } from './milestone-levels.ts'
import type { MilestoneRepository } from './milestone-repository.ts'

export type MilestoneDeps = {
  database: Database
  counts: MilestoneCounts
  milestones: MilestoneRepository
  outbox: Outbox
  clock: Clock
}

const chunkSize = 1_000
/** The numbers that were there before milestones were told. */
const beforeMilestones = 'milestones of before'

/**
 * Tells milestones once for ever. What a batch touched is looked at after it is counted and before its offsets are committed, so none is missed; the mark
 * of the highest one rises in the transaction that tells it, and never falls.
 */
export class MilestoneService {
  readonly #deps: MilestoneDeps

  constructor(deps: MilestoneDeps) {
    this.#deps = deps
  }

  /** After these events were counted. Of what was seeded it is only noted what was reached. */
  async counted(events: readonly CatalogueEvent[]): Promise<void> {
    const told = keysOf(events.filter((event) => !isSeeded(event)))
    const seeded = keysOf(events.filter(isSeeded))
    await this.#lookAt(told, { tells: true })
    await this.#lookAt(
      { posts: seeded.posts.difference(told.posts), users: seeded.users.difference(told.users) },
      { tells: false },
    )
  }

  /** Before the first batch of a database that has numbers already: what they have reached is no news. */
  async catchUp(): Promise<void> {
    const { database, counts, milestones } = this.#deps
    if (await milestones.isDone(database.sql, beforeMilestones)) return
    for await (const reached of counts.all(chunkSize)) await this.#reach(reached, { tells: false })
    await milestones.noteDone(database.sql, beforeMilestones)
  }

  async #lookAt({ posts, users }: Keys, how: { tells: boolean }): Promise<void> {
    const { counts } = this.#deps
    for (const chunk of chunksOf(posts, chunkSize)) await this.#reach(await counts.ofPosts(chunk), how)
    for (const chunk of chunksOf(users, chunkSize)) await this.#reach(await counts.ofUsers(chunk), how)
  }

  async #reach(numbers: readonly Reached[], { tells }: { tells: boolean }): Promise<void> {
    const { database, milestones, outbox, clock } = this.#deps
    const bySubject = new Map(numbers.map((number) => [`${subjectOf(number)} ${number.metric}`, number]))
    const marks = numbers.flatMap((number) => {
      const reached = levelsBetween(number.metric, 0, number.value).at(-1)
      return reached === undefined ? [] : [{ subjectId: subjectOf(number), metric: number.metric, reached }]
    })
    if (marks.length === 0) return
    await database.transaction(async (tx) => {
      const raised = await milestones.raise(tx, marks)
      if (!tells) return
      const now = clock.now()
      const events = raised.flatMap(({ subjectId, metric, before, reached }) => {
        const number = bySubject.get(`${subjectId} ${metric}`)
        if (!number) return []
        const { userId, postId } = number
        return levelsBetween(metric, before, reached).map((value) =>
          reachedMilestone({ userId, postId, metric, value }, now),
        )
      })
      await outbox.append(tx, ...events)
    })
  }
}

const subjectOf = ({ postId, userId }: Reached): string => postId ?? userId

type Keys = { posts: Set<string>; users: Set<string> }

/** Whose numbers events may have raised; a post that turns public brings its own. */
function keysOf(events: readonly CatalogueEvent[]): Keys {
  const { postStates, posts, users } = touchedBy(events)
  return { posts: posts.likes.union(posts.views).union(postStates), users: users.followers }
}
