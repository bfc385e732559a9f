import type { AuthClient } from '@forum/auth-client'
import { type CatalogueEvent, isEvent, profileErased, profileUpdated } from '@forum/events'
import { authUnavailable } from '@forum/graphql-kit'
import type { Logger } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'
import type { PeopleRepository, Person } from './people-repository.ts'

export type PeopleDeps = {
  database: Database
  people: PeopleRepository
  /** What Auth says of somebody whom the projection does not know. */
  accountStatus: AuthClient['accountStatus']
  logger: Logger
}

/** Who people are, as forum.profiles.v1 says: for search, and to know whether somebody exists. */
export class PeopleService {
  readonly #deps: PeopleDeps

  constructor(deps: PeopleDeps) {
    this.#deps = deps
  }

  /** Works a batch off; any repetition of it changes nothing more. */
  async project(events: readonly CatalogueEvent[]): Promise<void> {
    const latest = new Map<UserId, Person | null>()
    for (const event of events) {
      if (isEvent(event, profileErased)) latest.set(event.data.userId, null)
      // Who is leaving has no names; nobody finds them, until they stay.
      if (isEvent(event, profileUpdated))
        latest.set(
          event.data.userId,
          event.data.handle === '' ? null : newerOf(latest.get(event.data.userId), event.data),
        )
    }
    const { people, database } = this.#deps
    await this.keep([...latest.values()].filter((person) => person !== null))
    await people.forget(
      database.sql,
      [...latest].flatMap(([userId, person]) => (person ? [] : [userId])),
    )
  }

  /** Knows these people from now on, unless it knows newer. */
  keep(people: readonly Person[]): Promise<void> {
    return this.#deps.people.keep(this.#deps.database.sql, people)
  }

  /**
   * Whether somebody has this id. The projection is a moment behind, so about whom it does not know Auth is asked: people may be followed as soon
   * as they are there. @throws AUTH_UNAVAILABLE
   */
  async exists(userId: UserId): Promise<boolean> {
    const { people, database, accountStatus, logger } = this.#deps
    if (await people.isKnown(database.sql, userId)) return true
    try {
      const status = await accountStatus(userId)
      return status !== null && status !== 'DELETED'
    } catch (error) {
      logger.warn({ err: error }, 'no answer from Auth about an account')
      throw authUnavailable()
    }
  }
}

const newerOf = (known: Person | null | undefined, told: Person): Person =>
  known && known.version > told.version ? known : told
