import { asSeeded, type ForumEvent } from '@forum/events'
import { type NotAllowed, type NotFound, notAllowed, notFound, type RateLimited, type Viewer } from '@forum/graphql-kit'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { KeysetPage } from '../../database/keyset.ts'
import { groupBy } from '../../database/page-loader.ts'
import type { UserId } from '../../ids.ts'
import type { BlockCheck } from '../blocks/block-check.ts'
import type { TellingService } from '../notifications/telling-service.ts'
import { frozen } from '../posts/post-rules.ts'
import type { WriteAllowance } from '../write-limits/write-limits.ts'
import type { NewRelation, PersonPosition, RelationTable } from './relation-table.ts'

/** Where a relation stands after a toggle. */
type RelationState = { userId: UserId; active: boolean; version: number }

type Reacted<Id extends string> = { id: Id; removed: boolean }

/** What sets one kind of reaction (a like of a post, a like of a comment, a repost) apart from the others. */
export type Reaction<Id extends string, Subject extends Reacted<Id>> = {
  subjectType: 'Post' | 'Comment'
  relations: RelationTable<Id>
  /** Locks what is reacted to; null where the viewer does not see it. */
  lock: (tx: Sql, viewer: Viewer, id: string) => Promise<Subject | null>
  /** Locks it whoever may see it: what somebody did themselves they may take back. */
  lockAny: (tx: Sql, id: string) => Promise<Subject | null>
  authorOf: (subject: Subject) => UserId
  /** What is said where one of the author and the viewer has blocked the other; it does not say who. */
  refusal: string
  count: (tx: Sql, changes: { id: Id; by: number }[]) => Promise<void>
  event: (subject: Subject, state: RelationState, at: Date) => ForumEvent
}

export type ReactionDeps = {
  database: Database
  blocks: BlockCheck
  outbox: Outbox
  telling: TellingService
  limits: WriteAllowance
  clock: Clock
}

/** One kind of reaction: each toggle that changes something is one count and one event, in one transaction. */
export class ReactionService<Id extends string, Subject extends Reacted<Id>> {
  readonly #deps: ReactionDeps & Reaction<Id, Subject>

  constructor(deps: ReactionDeps & Reaction<Id, Subject>) {
    this.#deps = deps
  }

  /** Turns the viewer's reaction on or off; it may be so already. `success` makes the answer. */
  async turn<Success extends { __typename: string }>(
    viewer: Viewer,
    id: string,
    active: boolean,
    success: (id: Id) => Success,
  ): Promise<Success | RateLimited | NotFound | NotAllowed> {
    const { database, blocks, limits, relations, outbox, telling, clock, subjectType, lock, lockAny, count, event } =
      this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const visible = await lock(tx, viewer, id)
      const subject = visible ?? (active ? null : await lockAny(tx, id))
      if (!subject) return notFound(subjectType)
      const refused = active ? frozen(subject) : null
      if (refused) return refused
      const { authorOf, refusal } = this.#deps
      if (active && (await blocks.isAnyBetween(tx, viewer.id, [authorOf(subject)]))) return notAllowed(refusal)
      const at = clock.now()
      const relation = { subjectId: subject.id, userId: viewer.id, at }
      const version = await (active ? relations.add(tx, relation) : relations.remove(tx, relation))
      // Of what the viewer does not see, only that they took something back is told.
      if (!visible && version === null) return notFound(subjectType)
      if (version !== null) {
        await count(tx, [{ id: subject.id, by: active ? 1 : -1 }])
        const happened = event(subject, { userId: viewer.id, active, version }, at)
        await outbox.append(tx, happened)
        await telling.happened(tx, happened)
      }
      return success(subject.id)
    })
  }

  /** Seeds reactions to what the caller has locked; one that exists, on or off, is left alone. Answers how many were added. */
  async insert(tx: Sql, given: readonly NewRelation<Id>[], subjects: ReadonlyMap<Id, Subject>): Promise<number> {
    const { relations, outbox, count, event } = this.#deps
    const added = await relations.addNew(tx, given)
    const bySubject = [...Map.groupBy(added, ({ subjectId }) => subjectId)]
    await count(
      tx,
      bySubject.map(([id, each]) => ({ id, by: each.length })),
    )
    const events = added.flatMap(({ subjectId, userId, at }) => {
      const subject = subjects.get(subjectId)
      return subject ? [asSeeded(event(subject, { userId, active: true, version: 1 }, at))] : []
    })
    await outbox.append(tx, ...events)
    return added.length
  }

  async people(
    viewerId: UserId | null,
    ids: readonly string[],
    { position, first }: KeysetPage,
  ): Promise<Map<string, PersonPosition[]>> {
    const { relations, database } = this.#deps
    return groupBy(await relations.people(database.sql, viewerId, ids, position, first + 1), (row) => row.parent)
  }
}
