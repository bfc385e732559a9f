import { userDeleted, userRegistered, userReinstated, userRoleChanged, userSuspended } from '@forum/events'
import { isUuid, SharedRows } from '@forum/graphql-kit'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Language } from '../mail/mail-content.ts'
import type { ProfileService } from '../profiles/profile-service.ts'
import type { RevocationService } from '../revocations/revocation-service.ts'
import type {
  Account,
  AccountRepository,
  Addressee,
  Claim,
  Credentials,
  DeletedTexts,
  Leaving,
  NewAccount,
  Person,
} from './account-repository.ts'
import type { GoneNames } from './gone-names.ts'
import { handleShape, normalHandle } from './handle-rules.ts'

export type { Account, Addressee, Credentials, DeletedTexts, Leaving, Person } from './account-repository.ts'

export type AccountDeps = {
  accounts: AccountRepository
  profiles: ProfileService
  goneNames: GoneNames
  revocations: RevocationService
  outbox: Outbox
  clock: Clock
}

const lettersOfLeaving: ReadonlySet<string> = new Set(['DELETION_ASKED', 'RESET_PASSWORD', 'PASSWORD_RESET'])

export type OpenedPerson = Pick<NewAccount, 'id' | 'handle' | 'role' | 'createdAt'> & { displayName: string }

export type NewPerson = NewAccount & { displayName: string; bio: string }

export type SuspensionAct = { actId: string; actorId: string; ruleId: string | null; until: Date | null }

/** `holders`: who has what the others asked for; empty when everybody was added. */
export type Opened = { added: Set<string>; holders: Claim[] }

/** Who there is: reading people, and the one way in which accounts come to be. */
export class AccountService {
  readonly #deps: AccountDeps
  readonly #people: SharedRows<Person>

  constructor(deps: AccountDeps) {
    this.#deps = deps
    this.#people = new SharedRows((ids) => deps.accounts.byIds(ids))
  }

  /** People are the same for whoever asks, so what many requests ask for at once is one statement. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    return this.#people.get(ids)
  }

  async byHandle(given: string): Promise<Person | null> {
    const handle = normalHandle(given)
    return handleShape.test(handle) ? this.#deps.accounts.byHandle(handle) : null
  }

  /** Somebody as they see themselves; only a Viewer's resolvers may ask. */
  oneself(id: string): Promise<Person | null> {
    return this.#deps.accounts.oneself(id)
  }

  /** How an account stands, to others: who is leaving has left. Null when the id is nobody's, whatever it is, or of somebody who waits to be let in. */
  async statusOf(id: string): Promise<Exclude<Account['status'], 'PENDING'> | null> {
    return (await this.standingOf(id))?.status ?? null
  }

  /** How an account stands, and with which rank. */
  async standingOf(
    id: string,
  ): Promise<{ status: Exclude<Account['status'], 'PENDING'>; role: Account['role'] } | null> {
    const found = isUuid(id) ? await this.#deps.accounts.standingOf(id) : null
    return found && found.status !== 'PENDING' ? { status: found.status, role: found.role } : null
  }

  credentialsOf(login: string): Promise<Credentials | null> {
    return this.#deps.accounts.credentialsOf(login)
  }

  credentialsById(id: string): Promise<Credentials | null> {
    return this.#deps.accounts.credentialsById(id)
  }

  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    return this.#deps.accounts.transaction(work)
  }

  /** One transaction, which commits only a success. */
  write<Outcome extends { __typename: string }>(work: (tx: Sql) => Promise<Outcome>): Promise<Outcome> {
    return this.#deps.accounts.write(work)
  }

  /** Tells that these accounts are open, as of their createdAt. */
  async tellOpened(tx: Sql, ...people: readonly OpenedPerson[]): Promise<void> {
    if (people.length === 0) return
    await this.#deps.profiles.tellOpened(tx, people)
    const events = people.map((person) =>
      userRegistered({ ...stateOf(person), version: 1 }, { time: person.createdAt }),
    )
    await this.#deps.outbox.append(tx, ...events)
  }

  /** Opens accounts with their profiles and tells it, but of those who have to be let in first; leaves alone whoever collides with somebody. The caller has checked the rules. */
  async open(tx: Sql, people: readonly NewPerson[]): Promise<Opened> {
    const { accounts, profiles } = this.#deps
    const added = await this.#addNamed(tx, people)
    const fresh = people.filter(
      (person, index) => added.has(person.id) && people.findIndex(({ id }) => id === person.id) === index,
    )
    await profiles.add(tx, fresh)
    await this.tellOpened(tx, ...fresh.filter(({ application }) => application == null))
    return { added, holders: fresh.length === people.length ? [] : await accounts.holders(tx, people) }
  }

  /** Looked up after they are added: whoever erases an account frees its handle and notes it in one transaction, which adding has waited for. */
  async #addNamed(tx: Sql, people: readonly NewPerson[]): Promise<Set<string>> {
    const { accounts, goneNames } = this.#deps
    const added = await accounts.add(tx, people)
    const gone = await goneNames.goneHandles(
      tx,
      people.filter(({ id }) => added.has(id)).map(({ handle }) => handle),
    )
    const refused = people.filter(({ id, handle }) => added.has(id) && gone.has(handle)).map(({ id }) => id)
    if (refused.length > 0) await accounts.takeBack(tx, refused)
    return added.difference(new Set(refused))
  }

  holdPassword(tx: Sql, id: string, passwordHash: string): Promise<boolean> {
    return this.#deps.accounts.holdPassword(tx, id, passwordHash)
  }

  replacePassword(tx: Sql, id: string, passwordHash: string, newHash: string): Promise<boolean> {
    return this.#deps.accounts.replacePassword(tx, id, passwordHash, newHash)
  }

  setPassword(tx: Sql, id: string, passwordHash: string): Promise<void> {
    return this.#deps.accounts.setPassword(tx, id, passwordHash)
  }

  lockById(tx: Sql, id: string): Promise<Account | null> {
    return this.#deps.accounts.lockById(tx, id)
  }

  lockAdminsAnd(tx: Sql, ...ids: readonly string[]): Promise<Map<string, Account>> {
    return this.#deps.accounts.lockAdminsAnd(tx, ids)
  }

  lockByHandle(tx: Sql, handle: string): Promise<Account | null> {
    return this.#deps.accounts.lockByHandle(tx, handle)
  }

  addressees(ids: readonly string[]): Promise<Map<string, Addressee>> {
    return this.#deps.accounts.addressees(ids)
  }

  /** Whom a mail to this account goes to; null when the id is nobody's. */
  addressee(id: string, tx: Sql | null = null): Promise<Addressee | null> {
    return this.#deps.accounts.addressee(tx, id)
  }

  /** Who is leaving gets no mail but what lets them in again. */
  async mayGetMail(id: string, kind: string): Promise<boolean> {
    return lettersOfLeaving.has(kind) || !(await this.addressee(id))?.deletionAt
  }

  /** The account that has verified this address. */
  ownerOf(email: string, tx: Sql | null = null): Promise<Addressee | null> {
    return this.#deps.accounts.ownerOf(tx, email)
  }

  lockAddress(tx: Sql, email: string): Promise<void> {
    return this.#deps.accounts.lockAddress(tx, email)
  }

  verifyAddress(tx: Sql, id: string, email: string): Promise<void> {
    return this.#deps.accounts.verifyAddress(tx, id, email)
  }

  renewClaim(tx: Sql, id: string, days: number): Promise<void> {
    return this.#deps.accounts.renewClaim(tx, id, days)
  }

  /** Notes that a mail server has refused the account's address for good, if it is still that. */
  markRefused(id: string, email: string): Promise<void> {
    return this.#deps.accounts.markRefused(id, email)
  }

  setSettings(tx: Sql, id: string, settings: { language: Language | null; timezone: string | null }): Promise<void> {
    return this.#deps.accounts.setSettings(tx, id, settings)
  }

  /** Changes the role at once: verdicts with the old one are revoked, sessions stay. */
  async setRole(tx: Sql, id: string, role: Account['role']): Promise<void> {
    const { accounts, outbox, revocations, clock } = this.#deps
    const account = await accounts.setRole(tx, id, role)
    if (account.status === 'PENDING') throw new Error(`account ${id} waits to be let in and got a role`)
    const state = { ...stateOf(account), status: account.status, version: account.version }
    await outbox.append(tx, userRoleChanged(state, { time: clock.now() }))
    await revocations.revokeUser(tx, id)
  }

  /** Notes and tells that an account is suspended. Its sessions are for the caller to end, after this. */
  async suspend(tx: Sql, id: string, act: SuspensionAct): Promise<void> {
    const { accounts, outbox, clock } = this.#deps
    const account = await accounts.setStatus(tx, id, 'SUSPENDED')
    const { actId, actorId, ruleId, until } = act
    const state = { ...stateOf(account), status: 'SUSPENDED' as const, version: account.version }
    const data = { ...state, actId, actorId, ruleId, until: until?.toISOString() ?? null }
    await outbox.append(tx, userSuspended(data, { time: clock.now() }))
  }

  /** The same for its end; `actorId` null: by itself. */
  async reinstate(tx: Sql, id: string, act: { actId: string; actorId: string | null }): Promise<void> {
    const { accounts, outbox, clock } = this.#deps
    const account = await accounts.setStatus(tx, id, 'ACTIVE')
    const data = { ...stateOf(account), version: account.version, ...act }
    await outbox.append(tx, userReinstated(data, { time: clock.now() }))
  }

  /** Hides an account from everybody until it is erased; gives when that is. Its sessions are for the caller to end, after this. */
  async leave(tx: Sql, id: string, wish: { texts: DeletedTexts; days: number }): Promise<Date> {
    const { accounts, profiles } = this.#deps
    const at = await accounts.leave(tx, id, wish)
    await profiles.hide(tx, id)
    return at
  }

  /** Shows it again. */
  async stay(tx: Sql, id: string): Promise<void> {
    const { accounts, profiles, revocations } = this.#deps
    await accounts.stay(tx, id)
    await profiles.show(tx, id)
    // The sessions of who is leaving may do little; from now on they may do everything.
    await revocations.revokeUser(tx, id)
  }

  dueToErase(limit: number): Promise<string[]> {
    return this.#deps.accounts.dueToErase(limit)
  }

  lockLeaving(tx: Sql, id: string): Promise<Leaving | null> {
    return this.#deps.accounts.lockLeaving(tx, id)
  }

  /** Takes everything of theirs out of an account and tells it. What hangs on it is for the caller to erase before. */
  async erase(tx: Sql, { id, handle, texts }: Leaving): Promise<void> {
    const { accounts, profiles, goneNames, outbox, clock } = this.#deps
    await goneNames.keepHandle(tx, handle)
    await profiles.erase(tx, id)
    const account = await accounts.erase(tx, id)
    const state = { ...stateOf(account), status: 'DELETED' as const, version: account.version, texts }
    await outbox.append(tx, userDeleted(state, { time: clock.now() }))
  }
}

const stateOf = ({ id, role, createdAt }: Pick<Account, 'id' | 'role' | 'createdAt'>) => ({
  userId: id,
  role,
  status: 'ACTIVE' as const,
  createdAt: createdAt.toISOString(),
})
