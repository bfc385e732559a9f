import { notAllowed, notFound, type PageArguments, toConnection, type Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { positionCursor, readNewestPage } from '../../database/keyset.ts'
import { readUserId, type UserId } from '../../ids.ts'
import type { FollowService } from '../follows/follow-service.ts'
import type { PeopleService } from '../people/people-service.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { BlockRepository, Hiding } from './block-repository.ts'

export type BlockDeps = {
  database: Database
  blocks: BlockRepository
  follows: FollowService
  people: PeopleService
  limits: WriteLimits
  clock: Clock
}

/** Of each kind. */
const maxHidden = 10_000

const words = {
  blocked: { self: 'Nobody blocks themselves.', verb: 'block', undo: 'Unblock', code: 'BLOCK_LIMIT' },
  muted: { self: 'Nobody mutes themselves.', verb: 'mute', undo: 'Unmute', code: 'MUTE_LIMIT' },
} as const

/** Whom somebody does not want to meet. Nobody is told, so there is no event but of the follows that a block ends. */
export class BlockService {
  readonly #deps: BlockDeps

  constructor(deps: BlockDeps) {
    this.#deps = deps
  }

  async block(viewer: Viewer, userId: string) {
    const outcome = await this.#hide(viewer, userId, 'blocked')
    return typeof outcome === 'string' ? { __typename: 'BlockUserSuccess' as const, userId: outcome } : outcome
  }

  async unblock(viewer: Viewer, userId: string) {
    const outcome = await this.#show(viewer, userId, 'blocked')
    return typeof outcome === 'string' ? { __typename: 'UnblockUserSuccess' as const, userId: outcome } : outcome
  }

  async mute(viewer: Viewer, userId: string) {
    const outcome = await this.#hide(viewer, userId, 'muted')
    return typeof outcome === 'string' ? { __typename: 'MuteUserSuccess' as const, userId: outcome } : outcome
  }

  async unmute(viewer: Viewer, userId: string) {
    const outcome = await this.#show(viewer, userId, 'muted')
    return typeof outcome === 'string' ? { __typename: 'UnmuteUserSuccess' as const, userId: outcome } : outcome
  }

  async #hide(viewer: Viewer, given: string, hiding: Hiding) {
    const { database, limits, blocks, people, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const personId = readUserId(given)
    const { self, verb, undo, code } = words[hiding]
    if (personId === viewer.id) return notAllowed(self)
    if (!personId || !(await people.exists(personId))) return notFound('User')
    const hidden = { ownerId: viewer.id, personId, hiding }
    return database.transaction(async (tx) => {
      const at = clock.now()
      await this.#lock(tx, viewer.id, hiding === 'blocked' ? personId : null, at)
      if ((await blocks.countOthers(tx, hidden, maxHidden)) >= maxHidden)
        return notAllowed(`You ${verb} ${maxHidden} people, which is the most. ${undo} somebody first.`, code)
      await blocks.hide(tx, hidden, at)
      return personId
    })
  }

  /** Whoever changes what somebody has hidden holds that person's lock. A block ends the follows between the two, which takes both of theirs. */
  async #lock(tx: Sql, ownerId: UserId, blockedId: UserId | null, at: Date): Promise<void> {
    const { blocks, follows } = this.#deps
    if (blockedId === null) await follows.lock(tx, [ownerId])
    else {
      await blocks.lockPairs(tx, ownerId, [blockedId], 'alone')
      await follows.endBetween(tx, ownerId, blockedId, at)
    }
  }

  async #show(viewer: Viewer, given: string, hiding: Hiding) {
    const { database, limits, blocks, follows, people } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const personId = readUserId(given)
    if (!personId) return notFound('User')
    const wasHidden = await database.transaction(async (tx) => {
      await follows.lock(tx, [viewer.id])
      return blocks.show(tx, { ownerId: viewer.id, personId, hiding })
    })
    // Somebody who is gone can still be unblocked.
    return wasHidden || (await people.exists(personId)) ? personId : notFound('User')
  }

  async hidden(viewerId: UserId, hiding: Hiding, given: PageArguments) {
    const { database, blocks, clock } = this.#deps
    const page = readNewestPage(hiding, given, clock.now())
    const rows = await blocks.hidden(database.sql, viewerId, hiding, page.position, page.first + 1)
    return toConnection(
      rows,
      page,
      (row) => positionCursor(hiding, row.at, row.id),
      ({ id }) => ({ node: { id } }),
    )
  }
}
