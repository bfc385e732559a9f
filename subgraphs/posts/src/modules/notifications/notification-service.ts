import {
  badUserInput,
  decodeCursor,
  encodeCursor,
  idPart,
  isUuid,
  notFound,
  type PageArguments,
  Problems,
  readPage,
  timePart,
  toConnection,
  type Viewer,
} from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { beforeNewest, type KeysetPage, readNewestPage } from '../../database/keyset.ts'
import { groupBy } from '../../database/page-loader.ts'
import type { UserId } from '../../ids.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { Notification } from './notification.ts'
import { type NotificationKind, notificationKinds } from './notification-kinds.ts'
import type { Act, NotificationRepository } from './notification-repository.ts'

export type NotificationDeps = {
  database: Database
  notifications: NotificationRepository
  limits: WriteLimits
  clock: Clock
}

export type InboxArguments = PageArguments & {
  unreadOnly?: boolean | null | undefined
  kinds?: readonly NotificationKind[] | null | undefined
}

const maxIds = 100

/** No position of a walk is newer than its start. */
const walkParts = (now: Date) =>
  z
    .tuple([timePart(now), timePart(now), idPart])
    .transform(([start, at, id]) => [start, at > start ? start : at, id] as const)

/** Somebody's own inbox: what it holds, how far they have looked, and what they want in it. */
export class NotificationService {
  readonly #deps: NotificationDeps

  constructor(deps: NotificationDeps) {
    this.#deps = deps
  }

  async page(viewerId: UserId, given: InboxArguments) {
    const { notifications, database, clock } = this.#deps
    const page = readPage(given)
    const kinds = [...new Set(given.kinds ?? notificationKinds)]
    const [start, at, id] =
      page.after === null
        ? [null, beforeNewest.at, beforeNewest.id]
        : decodeCursor('inbox', page.after, walkParts(clock.now()))
    const walk = { start, position: { at, id }, limit: page.first + 1, kinds, unreadOnly: given.unreadOnly ?? false }
    const rows = await notifications.page(database.sql, viewerId, walk)
    return toConnection(
      rows,
      page,
      (row) => encodeCursor('inbox', [start ?? row.start.toISOString(), row.at.toISOString(), row.notification.id]),
      (row) => ({ node: row.notification }),
    )
  }

  async byId(viewerId: UserId, id: string): Promise<Notification | null> {
    const { notifications, database } = this.#deps
    return isUuid(id) ? notifications.byId(database.sql, viewerId, id) : null
  }

  countUnread(viewerId: UserId): Promise<number> {
    const { notifications, database } = this.#deps
    return notifications.countUnread(database.sql, viewerId)
  }

  countUnseen(viewerId: UserId): Promise<number> {
    const { notifications, database } = this.#deps
    return notifications.countUnseen(database.sql, viewerId)
  }

  readActorPage(given: PageArguments): KeysetPage {
    return readNewestPage('actors', given, this.#deps.clock.now())
  }

  async actors(ids: readonly string[], { position, first }: KeysetPage): Promise<Map<string, Act[]>> {
    const { notifications, database } = this.#deps
    return groupBy(await notifications.actors(database.sql, ids, position, first + 1), (row) => row.parent)
  }

  async markSeen(viewer: Viewer, upTo: Date) {
    const { notifications, database, limits } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    await notifications.seeUpTo(database.sql, viewer.id, readMoment(upTo))
    const unseenNotificationCount = await this.countUnseen(viewer.id)
    return { __typename: 'MarkInboxSeenSuccess' as const, unseenNotificationCount }
  }

  async markRead(viewer: Viewer, given: { ids?: readonly string[] | null | undefined; upTo: Date }) {
    const { notifications, database, limits } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const upTo = readMoment(given.upTo)
    const problems = new Problems()
    problems.check((given.ids?.length ?? 0) <= maxIds, ['ids'], 'TOO_MANY', `At most ${maxIds} ids a call.`)
    const refused = problems.outcome()
    if (refused) return refused
    const ids = given.ids?.filter(isUuid)
    if (!ids) await notifications.readUpTo(database.sql, viewer.id, upTo)
    else if (!(await this.#read(viewer.id, ids, upTo))) return notFound('Notification')
    const unreadNotificationCount = await this.countUnread(viewer.id)
    return { __typename: 'MarkNotificationsReadSuccess' as const, unreadNotificationCount }
  }

  /** False where this person sees none of them. */
  #read(viewerId: UserId, ids: readonly string[], upTo: Date): Promise<boolean> {
    const { notifications, database, clock } = this.#deps
    return database.transaction(async (tx) => {
      const isThere = await notifications.lock(tx, viewerId)
      return isThere && (await notifications.read(tx, viewerId, ids, upTo, clock.now())) > 0
    })
  }

  async settings(viewerId: UserId) {
    const { notifications, database } = this.#deps
    const off = new Set(await notifications.turnedOff(database.sql, viewerId))
    return notificationKinds.map((kind) => ({ kind, inbox: !off.has(kind) }))
  }

  async setSetting(viewer: Viewer, given: { kind: NotificationKind; inbox?: boolean | null | undefined }) {
    const { notifications, database, limits } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    if (given.inbox != null) await notifications.setInbox(database.sql, viewer.id, given.kind, given.inbox)
    return { __typename: 'SetNotificationSettingSuccess' as const, settings: await this.settings(viewer.id) }
  }
}

function readMoment(upTo: Date): Date {
  if (upTo.getUTCFullYear() < 1) throw badUserInput('`upTo` is before the year 1.')
  return upTo
}
