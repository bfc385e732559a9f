import { forbidden, type InvalidInput, invalidInput, isUuid, Problems, type Viewer } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { AccountService, NewPerson, Opened } from '../accounts/account-service.ts'
import { checkHandle, handleTaken, normalHandle } from '../accounts/handle-rules.ts'
import { checkBio, checkName, normalBio, normalName } from '../profiles/profile-rules.ts'

export const maxUsers = 200

export type SeedUser = {
  id: string
  handle: string
  displayName: string
  bio?: string | null | undefined
  createdAt: Date
}

export type SeedOutcome = { __typename: 'SeedUsersSuccess'; created: number; existing: number } | InvalidInput

export type SeedingDeps = { accounts: AccountService; clock: Clock; isOn: boolean }

/** Synthetic people: through the same rules, constraints and outbox as everybody, only that their ids and times are given. */
export class SeedingService {
  readonly #deps: SeedingDeps

  constructor(deps: SeedingDeps) {
    this.#deps = deps
  }

  /** All or none; whoever is there already by id is left alone. @throws FORBIDDEN for all but admins, and where seeding is off */
  async seed(viewer: Viewer, users: readonly SeedUser[]): Promise<SeedOutcome> {
    const { accounts, clock, isOn } = this.#deps
    if (!isOn) throw forbidden('Seeding is off here.')
    if (viewer.role !== 'ADMIN') throw forbidden('Only admins may seed.')
    const people = users.map(personOf)
    const refused = problemsOf(people, clock.now())
    if (refused) return refused
    try {
      return await accounts.transaction(async (tx) => {
        const opened = await accounts.open(tx, people)
        const collisions = collisionsOf(people, opened)
        if (collisions) throw new Collided(collisions)
        return {
          __typename: 'SeedUsersSuccess',
          created: opened.added.size,
          existing: people.length - opened.added.size,
        }
      })
    } catch (error) {
      if (error instanceof Collided) return error.outcome
      throw error
    }
  }
}

/** Leaves the transaction, so that it rolls back: none of a refused call stays. */
class Collided extends Error {
  readonly outcome: InvalidInput

  constructor(outcome: InvalidInput) {
    super('handles are taken')
    this.outcome = outcome
  }
}

// Nobody can register an address of .invalid's (RFC 2606) host here by accident, and an id makes it unique.
const personOf = ({ id, handle, displayName, bio, createdAt }: SeedUser): NewPerson => ({
  id: id.toLowerCase(),
  handle: normalHandle(handle),
  email: `${id.toLowerCase()}@seed.invalid`,
  claimDays: null,
  language: 'EN',
  timezone: 'UTC',
  passwordHash: null,
  role: 'USER',
  displayName: normalName(displayName),
  bio: normalBio(bio ?? ''),
  createdAt,
})

function problemsOf(people: readonly NewPerson[], now: Date): InvalidInput | null {
  if (people.length > maxUsers)
    return invalidInput([{ path: ['users'], code: 'TOO_MANY', message: `At most ${maxUsers} people a call.` }])
  const problems = new Problems()
  const ids = new Set<string>()
  people.forEach((person, index) => {
    const path = (field: string) => ['users', String(index), field]
    problems.check(isUuid(person.id), path('id'), 'ID_MALFORMED', 'An id is a UUID.')
    problems.check(!ids.has(person.id), path('id'), 'ID_REPEATED', 'Each id may be given once a call.')
    ids.add(person.id)
    checkHandle(problems, person.handle, path('handle'))
    checkName(problems, person.displayName, path('displayName'))
    checkBio(problems, person.bio, path('bio'))
    problems.check(person.createdAt <= now, path('createdAt'), 'IN_THE_FUTURE', 'Nobody can have come in the future.')
  })
  return problems.outcome()
}

/** Who was not added although their id is free: somebody else has their handle. */
function collisionsOf(people: readonly NewPerson[], { added, holders }: Opened): InvalidInput | null {
  const taken = new Set(holders.map(({ id }) => id))
  const problems = new Problems()
  people.forEach(({ id }, index) => {
    if (!added.has(id) && !taken.has(id)) handleTaken(problems, ['users', String(index), 'handle'])
  })
  return problems.outcome()
}
