import { isUuid, notFound, type PageArguments, signedIn, toConnection, type Viewer } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { positionCursor, readNewestPage } from '../../database/keyset.ts'
import { indexBy } from '../../database/page-loader.ts'
import { readUserId, type UserId } from '../../ids.ts'
import { isModerator } from '../visibility/visibility.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { Act } from './act.ts'
import type { ActRepository } from './act-repository.ts'
import { demandModerator, type ModerationRules } from './moderation-rules.ts'
import type { RemovalRepository } from './removal-repository.ts'
import { notUndoable, type RemovalService } from './removal-service.ts'
import type { ThreadActs } from './thread-acts.ts'

export type ModerationDeps = {
  database: Database
  acts: ActRepository
  removals: RemovalRepository
  removal: RemovalService
  threads: ThreadActs
  rules: ModerationRules
  limits: WriteLimits
  clock: Clock
}

/** The log of acts, and how one of them ends. */
export class ModerationService {
  readonly #deps: ModerationDeps

  constructor(deps: ModerationDeps) {
    this.#deps = deps
  }

  /** Of an act that was undone nothing changes. @throws FORBIDDEN for who has no rank */
  async undo(viewer: Viewer, actId: string) {
    const { database, acts, rules, limits, removal, threads } = this.#deps
    demandModerator(viewer)
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const found = await this.act(viewer, actId)
    if (!found) return notFound('ModerationAct')
    const refused =
      isOwnThread(viewer, found) || found.whomId === null ? null : await rules.refusal(viewer, found.whomId)
    if (refused) return refused
    const isRemoval = found.kind === 'REMOVE' || found.kind === 'REMOVE_ALL'
    return database.write(async (tx) => {
      // Of a thread its post is locked before the act, as whoever unlocks it does; of a removal after it, as whoever carries it out does.
      if (!isRemoval && found.postId) await threads.lockPost(tx, found.postId)
      const [act] = await acts.lock(tx, [found.id])
      if (!act) return notFound('ModerationAct')
      const done = { __typename: 'UndoModerationSuccess' as const, actId: act.id }
      if (!isRemoval && act.kind !== 'LOCK' && act.kind !== 'PIN') return notUndoable()
      if (act.undoneAt !== null) return done
      await (isRemoval ? removal.end(tx, viewer, act) : threads.end(tx, viewer, act))
      return done
    })
  }

  /** @throws FORBIDDEN for who has no rank */
  async log(viewer: Viewer | null, userId: string | null, given: PageArguments) {
    const moderator = signedIn(viewer)
    demandModerator(moderator)
    const { database, acts, clock } = this.#deps
    const page = readNewestPage('acts', given, clock.now())
    const whom = userId === null ? null : readUserId(userId)
    if (userId !== null && whom === null) return toConnection<Act>([], page, cursorOf)
    const rows =
      whom === null
        ? await acts.newest(database.sql, page.position, page.first + 1)
        : await acts.concerning(database.sql, whom, page.position, page.first + 1)
    return toConnection(rows, page, cursorOf)
  }

  async concerning(personId: UserId, given: PageArguments) {
    const { database, acts, clock } = this.#deps
    const page = readNewestPage('acts', given, clock.now())
    return toConnection(await acts.concerning(database.sql, personId, page.position, page.first + 1), page, cursorOf)
  }

  /** Null for whom it does not concern. */
  async act(viewer: Viewer, id: string): Promise<Act | null> {
    const { database, acts } = this.#deps
    if (!isUuid(id)) return null
    const [act] = await acts.byIds(database.sql, [id.toLowerCase()])
    if (!act) return null
    return isModerator(viewer) || (await acts.concerns(database.sql, act.id, viewer.id)) ? act : null
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Act>> {
    return indexBy(await this.#deps.acts.byIds(this.#deps.database.sql, ids), (act) => act.id)
  }

  /** By text. The caller has looked who may see it. */
  async latestRemovals(textIds: readonly string[]): Promise<Map<string, Act>> {
    const rows = await this.#deps.removals.latest(this.#deps.database.sql, textIds)
    return new Map(rows.map(({ textId, act }) => [textId, act]))
  }
}

/** Pins are about nobody, and who locked their own thread may open it. */
const isOwnThread = (viewer: Viewer, { kind, whomId, actorId }: Act): boolean =>
  kind === 'PIN' || (kind === 'LOCK' && whomId === viewer.id && actorId === viewer.id)

const cursorOf = ({ at, id }: Act): string => positionCursor('acts', at, id)
