import { type CatalogueEvent, isEvent, profileErased, profileUpdated } from '@forum/events'
import type { Database, Sql } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'
import type { PeopleRepository, Person } from './people-repository.ts'

export type PeopleDeps = { database: Database; people: PeopleRepository }

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
      if (isEvent(event, profileUpdated))
        latest.set(event.data.userId, newerOf(latest.get(event.data.userId), event.data))
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

  isKnown(userId: UserId, sql: Sql = this.#deps.database.sql): Promise<boolean> {
    return this.#deps.people.isKnown(sql, userId)
  }
}

const newerOf = (known: Person | null | undefined, told: Person): Person =>
  known && known.version > told.version ? known : told
