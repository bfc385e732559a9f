import type { ForumEvent } from '@forum/events'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import { indexBy } from '../../database/page-loader.ts'
import type { UserId } from '../../ids.ts'
import { noticeId } from './notice-id.ts'
import { groupedKinds } from './notification-kinds.ts'
import type { Notice, TellingRepository } from './telling-repository.ts'
import { type Circumstances, hidingOf, newsOf, type Telling, tellingRules, turningOf } from './telling-rules.ts'

/** Which of these people somebody may tell of what they do. */
type MayTell = (tx: Sql, actorId: UserId, personIds: readonly UserId[]) => Promise<readonly UserId[]>

export type TellingDeps = { telling: TellingRepository; mayTell: MayTell; clock: Clock }

/** Tells people what happened, in the transaction in which it does. Whoever lets something happen knows nothing of whom it is told, or how. */
export class TellingService {
  readonly #deps: TellingDeps

  constructor(deps: TellingDeps) {
    this.#deps = deps
  }

  /**
   * Call it last in the transaction, with the event that was appended to the outbox: it holds inboxes until the commit, and whoever holds one takes no
   * other lock. Any repetition tells nobody again.
   */
  async happened(tx: Sql, event: ForumEvent, circumstances: Circumstances = {}): Promise<void> {
    const { telling, clock } = this.#deps
    const hiding = hidingOf(event)
    if (hiding) await telling.hide(tx, [hiding], clock.now())
    const news = newsOf(event)
    if (news) await telling.addNews(tx, news)
    const turning = turningOf(event)
    if (turning) await telling.turn(tx, { ...turning, id: noticeId(turning.cause, turning.personId) })
    await this.#tell(
      tx,
      tellingRules.flatMap((rule) => rule(event, circumstances) ?? []),
    )
  }

  /** The same for many events at once that hide what they are about, and tell of nothing. */
  async hidden(tx: Sql, events: readonly ForumEvent[]): Promise<void> {
    const { telling, clock } = this.#deps
    await telling.hide(
      tx,
      events.flatMap((event) => hidingOf(event) ?? []),
      clock.now(),
    )
  }

  async #tell(tx: Sql, tellings: readonly Telling[]): Promise<void> {
    const { telling, mayTell, clock } = this.#deps
    const notices = noticesOf(tellings)
    const [first] = notices
    if (!first) return
    const allowed = new Set(
      await mayTell(
        tx,
        first.actorId,
        notices.map((notice) => notice.personId),
      ),
    )
    const wanted = notices.filter((notice) => allowed.has(notice.personId))
    if (wanted.length === 0) return
    const opened = indexBy(await telling.open(tx, wanted, clock.now()), (told) => told.personId)
    const told = wanted.flatMap((notice) => {
      const at = opened.get(notice.personId)?.at
      return at ? [{ ...notice, at }] : []
    })
    if (told.length > 0) await telling.add(tx, told)
  }
}

/** One a person, by the first kind that fits; nobody is told of their own doing. */
function noticesOf(tellings: readonly Telling[]): Notice[] {
  const notices = new Map<UserId, Notice>()
  for (const { personIds, cause, ...about } of tellings)
    for (const personId of personIds)
      if (personId !== about.actorId && !notices.has(personId))
        notices.set(personId, {
          ...about,
          id: noticeId(cause, personId),
          personId,
          isGrouped: groupedKinds.includes(about.kind),
        })
  return [...notices.values()]
}
