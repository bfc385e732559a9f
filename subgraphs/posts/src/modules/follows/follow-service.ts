import { asSeeded, userFollowed, userUnfollowed } from '@forum/events'
import { notAllowed, notFound, type PageArguments, SharedRows, type Viewer } from '@forum/graphql-kit'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type KeysetPage, readNewestPage } from '../../database/keyset.ts'
import { groupBy, indexBy } from '../../database/page-loader.ts'
import { readUserId, type UserId } from '../../ids.ts'
import type { BlockCheck } from '../blocks/block-check.ts'
import type { TellingService } from '../notifications/telling-service.ts'
import type { PeopleService } from '../people/people-service.ts'
import type { WriteAllowance } from '../write-limits/write-limits.ts'
import type { FollowPosition, FollowRepository, NewFollow, PersonCounts, Standing } from './follow-repository.ts'

export type FollowDeps = {
  database: Database
  follows: FollowRepository
  people: PeopleService
  blocks: BlockCheck
  outbox: Outbox
  telling: TellingService
  limits: WriteAllowance
  clock: Clock
}

export const maxFollows = 5_000

export class FollowService {
  readonly #deps: FollowDeps
  readonly #counts: SharedRows<PersonCounts>

  constructor(deps: FollowDeps) {
    this.#deps = deps
    this.#counts = new SharedRows(async (ids) =>
      indexBy(await deps.follows.counts(deps.database.sql, ids), (row) => row.userId),
    )
  }

  async follow(viewer: Viewer, given: string) {
    const { database, blocks, limits, follows, people, outbox, telling, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const userId = readUserId(given)
    if (userId === viewer.id) return notAllowed('Nobody follows themselves.')
    if (!userId || !(await people.exists(userId))) return notFound('User')
    return database.write(async (tx) => {
      // Before the people's own locks, as whoever blocks takes them.
      if (await blocks.isAnyBetween(tx, viewer.id, [userId])) return notAllowed('You cannot follow this person.')
      const counts = indexBy(await follows.lock(tx, [viewer.id, userId]), (row) => row.userId)
      if (await follows.isActive(tx, viewer.id, userId)) return { __typename: 'FollowUserSuccess' as const, userId }
      if ((counts.get(viewer.id)?.following ?? 0) >= maxFollows)
        return notAllowed(
          `You follow ${maxFollows} people, which is the most. Stop following somebody first.`,
          'FOLLOW_LIMIT',
        )
      const at = clock.now()
      const version = await follows.add(tx, { followerId: viewer.id, followedId: userId, at })
      if (version === null) throw new Error('a follow was on and off under one lock')
      await follows.count(tx, countsOf([{ followerId: viewer.id, followedId: userId }], 1))
      const followed = userFollowed(followState(viewer.id, userId, true, version), { time: at })
      await outbox.append(tx, followed)
      await telling.happened(tx, followed)
      return { __typename: 'FollowUserSuccess' as const, userId }
    })
  }

  async unfollow(viewer: Viewer, given: string) {
    const { database, limits, follows, people, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const userId = readUserId(given)
    if (!userId) return notFound('User')
    // Somebody who is gone can still be left; whom nobody knows gets no counters.
    if (!(await follows.isActive(database.sql, viewer.id, userId)))
      return (await people.exists(userId)) ? { __typename: 'UnfollowUserSuccess' as const, userId } : notFound('User')
    return database.write(async (tx) => {
      await follows.lock(tx, [viewer.id, userId])
      await this.#end(tx, { followerId: viewer.id, followedId: userId, at: clock.now() })
      return { __typename: 'UnfollowUserSuccess' as const, userId }
    })
  }

  /** Locks two people, and neither follows the other any more. */
  async endBetween(tx: Sql, one: UserId, other: UserId, at: Date): Promise<void> {
    await this.#deps.follows.lock(tx, [one, other])
    await this.#end(tx, { followerId: one, followedId: other, at })
    await this.#end(tx, { followerId: other, followedId: one, at })
  }

  async #end(tx: Sql, ended: NewFollow): Promise<void> {
    const { follows, outbox, telling } = this.#deps
    const version = await follows.remove(tx, ended)
    if (version === null) return
    await follows.count(tx, countsOf([ended], -1))
    const state = followState(ended.followerId, ended.followedId, false, version)
    const unfollowed = userUnfollowed(state, { time: ended.at })
    await outbox.append(tx, unfollowed)
    await telling.happened(tx, unfollowed)
  }

  /** Locks people whose follows will be added. Answers how many each follows now. */
  lock(tx: Sql, userIds: readonly UserId[]): Promise<PersonCounts[]> {
    return this.#deps.follows.lock(tx, userIds)
  }

  /** Those of the follows that were never there, on or off. */
  async newOnes<Follow extends NewFollow>(tx: Sql, given: readonly Follow[]): Promise<Follow[]> {
    const known = new Set((await this.#deps.follows.existing(tx, given)).map(pairKey))
    return given.filter((follow) => !known.has(pairKey(follow)))
  }

  /** Seeds follows of people whom the caller has locked; one that exists, on or off, is left alone. Answers how many were added. */
  async insert(tx: Sql, given: readonly NewFollow[]): Promise<number> {
    const { follows, outbox } = this.#deps
    const added = await follows.addNew(tx, given)
    await follows.count(tx, countsOf(added, 1))
    const events = added.map(({ followerId, followedId, at }) =>
      asSeeded(userFollowed(followState(followerId, followedId, true, 1), { time: at })),
    )
    await outbox.append(tx, ...events)
    return added.length
  }

  /** They are the same for whoever asks, so what many requests ask for at once is one statement. */
  counts(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, PersonCounts>> {
    return this.#counts.get(userIds)
  }

  /** Whom of these a viewer follows, blocks and mutes: one question, because a person's page asks it whole. */
  async standings(viewerId: UserId, userIds: readonly UserId[]): Promise<Map<UserId, Standing>> {
    const { follows, database } = this.#deps
    return indexBy(await follows.standings(database.sql, viewerId, userIds), (row) => row.id)
  }

  readPage(list: 'followers' | 'following', given: PageArguments): KeysetPage {
    return readNewestPage(list, given, this.#deps.clock.now())
  }

  async followers(
    viewerId: UserId | null,
    userIds: readonly string[],
    { position, first }: KeysetPage,
  ): Promise<Map<string, FollowPosition[]>> {
    const { follows, database } = this.#deps
    return groupBy(await follows.followers(database.sql, viewerId, userIds, position, first + 1), (row) => row.parent)
  }

  async following(
    viewerId: UserId | null,
    userIds: readonly string[],
    { position, first }: KeysetPage,
  ): Promise<Map<string, FollowPosition[]>> {
    const { follows, database } = this.#deps
    return groupBy(await follows.following(database.sql, viewerId, userIds, position, first + 1), (row) => row.parent)
  }
}

type Pair = Pick<NewFollow, 'followerId' | 'followedId'>

const pairKey = ({ followerId, followedId }: Pair): string => `${followerId} ${followedId}`

function countsOf(pairs: readonly Pair[], by: 1 | -1) {
  const counts = new Map<UserId, { userId: UserId; followers: number; following: number }>()
  const of = (userId: UserId) => {
    const found = counts.get(userId) ?? { userId, followers: 0, following: 0 }
    counts.set(userId, found)
    return found
  }
  for (const { followerId, followedId } of pairs) {
    of(followerId).following += by
    of(followedId).followers += by
  }
  return [...counts.values()]
}

const followState = (followerId: UserId, followedId: UserId, active: boolean, version: number) => ({
  followedId,
  followerId,
  active,
  version,
})
