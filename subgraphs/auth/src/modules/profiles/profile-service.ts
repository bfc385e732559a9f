import { profileErased, profileUpdated } from '@forum/events'
import { type InvalidInput, Problems, type RateLimited, rateLimited, type Viewer } from '@forum/graphql-kit'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { NewProfile, Profile, ProfileRepository } from './profile-repository.ts'
import { checkBio, checkName, normalBio, normalName } from './profile-rules.ts'

export type ProfileDeps = { profiles: ProfileRepository; limiter: RateLimiter; outbox: Outbox; clock: Clock }

export type ProfileInput = { displayName?: string | null | undefined; bio?: string | null | undefined }

type UpdateProfileOutcome = { __typename: 'UpdateProfileSuccess'; userId: string } | InvalidInput | RateLimited

/** What people show of themselves. */
export class ProfileService {
  readonly #deps: ProfileDeps

  constructor(deps: ProfileDeps) {
    this.#deps = deps
  }

  /** Adds the profiles of accounts that are made in the same transaction. */
  async add(tx: Sql, people: readonly NewProfile[]): Promise<void> {
    if (people.length > 0) await this.#deps.profiles.add(tx, people)
  }

  /** Tells of the profiles of accounts that open in the same transaction, as of then. */
  async tellOpened(
    tx: Sql,
    people: readonly { id: string; handle: string; displayName: string; createdAt: Date }[],
  ): Promise<void> {
    const events = people.map(({ id, handle, displayName, createdAt }) =>
      profileUpdated({ userId: id, handle, displayName, avatarUrl: null, version: 1 }, { time: createdAt }),
    )
    await this.#deps.outbox.append(tx, ...events)
  }

  /** Tells of somebody who is leaving a profile without names: nobody finds them by it. */
  async hide(tx: Sql, userId: string): Promise<void> {
    const { version } = await this.#deps.profiles.raise(tx, userId)
    await this.#tell(tx, { userId, handle: '', displayName: '', version })
  }

  async show(tx: Sql, userId: string): Promise<void> {
    await this.#tell(tx, await this.#deps.profiles.raise(tx, userId))
  }

  async erase(tx: Sql, userId: string): Promise<void> {
    const { profiles, outbox, clock } = this.#deps
    await profiles.delete(tx, userId)
    await outbox.append(tx, profileErased({ userId }, { time: clock.now() }))
  }

  async #tell(tx: Sql, profile: Profile): Promise<void> {
    const { outbox, clock } = this.#deps
    await outbox.append(tx, profileUpdated({ ...profile, avatarUrl: null }, { time: clock.now() }))
  }

  async update(viewer: Viewer, input: ProfileInput): Promise<UpdateProfileOutcome> {
    const { profiles, limiter } = this.#deps
    const name = input.displayName == null ? null : normalName(input.displayName)
    const bio = input.bio == null ? null : normalBio(input.bio)
    const problems = new Problems()
    if (name !== null) checkName(problems, name, ['displayName'])
    if (bio !== null) checkBio(problems, bio, ['bio'])
    const refused = problems.outcome()
    if (refused) return refused
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    await profiles.transaction(async (tx) => {
      const changed = await profiles.change(tx, viewer.id, name, bio)
      if (changed) await this.#tell(tx, changed)
    })
    return { __typename: 'UpdateProfileSuccess', userId: viewer.id }
  }
}
