import {
  forbidden,
  type InvalidInput,
  isUuid,
  type NotAllowed,
  type NotFound,
  notAllowed,
  notFound,
  type PasswordNeeded,
  type RateLimited,
  rateLimited,
  type Viewer,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids } from '@forum/service-kit'
import type { Account, AccountService } from '../accounts/account-service.ts'
import { isReachable } from '../email/addresses.ts'
import type { InviteService } from '../invites/invite-service.ts'
import type { MailService } from '../mail/mail-service.ts'
import type { ProofService } from '../proof/proof-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { SiteService } from '../site/site-service.ts'
import { isAbove, isLong, readWish, type Wish } from './suspension-rules.ts'
import type { SuspensionService } from './suspension-service.ts'

export type SuspendingDeps = {
  suspensions: SuspensionService
  accounts: AccountService
  mails: MailService
  invites: InviteService
  proofs: ProofService
  site: SiteService
  limiter: RateLimiter
  clock: Clock
  ids: Ids
}

type Refusal = InvalidInput | NotFound | NotAllowed | RateLimited | PasswordNeeded
type SuspendOutcome = { __typename: 'SuspendUserSuccess'; userId: string; endedSessions: number } | Refusal
type ReinstateOutcome = { __typename: 'ReinstateUserSuccess'; userId: string } | Refusal

export type SuspendInput = {
  userId: string
  until?: Date | null | undefined
  ruleId?: string | null | undefined
  reason: string
}

type Act = Wish & { userId: string; ruleId: string | null; address: string }

/** What moderators and admins do: suspending people, and letting them in again. */
export class SuspendingService {
  readonly #deps: SuspendingDeps

  constructor(deps: SuspendingDeps) {
    this.#deps = deps
  }

  /** @throws FORBIDDEN for who has no rank */
  async suspend(viewer: Viewer, input: SuspendInput, address: string): Promise<SuspendOutcome> {
    const { accounts, site, clock } = this.#deps
    if (viewer.role === 'USER') throw notYours()
    if (!isUuid(input.userId)) return notFound('User')
    const ruleId = input.ruleId?.toLowerCase() ?? null
    const rule =
      ruleId === null ? undefined : isUuid(ruleId) ? (await site.rulesByIds([ruleId])).get(ruleId) : undefined
    const wish = readWish(input, ruleId === null ? undefined : (rule ?? null), clock.now())
    if ('__typename' in wish) return wish
    const refused = await this.#admit(viewer)
    if (refused) return refused
    const act = { ...wish, userId: input.userId.toLowerCase(), ruleId, address }
    return accounts.transaction((tx) => this.#suspend(tx, viewer, act))
  }

  /** Of somebody who is not suspended nothing changes. @throws FORBIDDEN for who has no rank */
  async reinstate(viewer: Viewer, userId: string, address: string): Promise<ReinstateOutcome> {
    const { accounts } = this.#deps
    if (viewer.role === 'USER') throw notYours()
    if (!isUuid(userId)) return notFound('User')
    const refused = await this.#admit(viewer)
    if (refused) return refused
    return accounts.transaction((tx) => this.#reinstate(tx, viewer, userId.toLowerCase(), address))
  }

  /** What an admin does asks for the password; what anybody does is limited. */
  async #admit(viewer: Viewer): Promise<PasswordNeeded | RateLimited | null> {
    const { proofs, limiter } = this.#deps
    const needed = viewer.role === 'ADMIN' ? await proofs.demand(viewer) : null
    if (needed) return needed
    const limit = await limiter.take([writesOf(viewer.id)])
    return limit.isAllowed ? null : rateLimited(limit.retryAfterSeconds)
  }

  async #suspend(tx: Sql, viewer: Viewer, { userId, ruleId, address, ...wish }: Act): Promise<SuspendOutcome> {
    const { suspensions, invites, ids, clock } = this.#deps
    const acting = await this.#lock(tx, viewer, userId)
    if ('__typename' in acting) return acting
    const running = await suspensions.current(tx, userId)
    if (acting.role === 'MODERATOR' && isLong(wish.until, clock.now())) return tooLong()
    if (acting.role === 'MODERATOR' && running && isLong(running.until, running.since)) return longRuns()
    const id = ids.next()
    await this.#mail(tx, userId, { key: `suspended.${id}`, kind: 'SUSPENDED', data: wish })
    await invites.revokeAllOf(tx, userId)
    const suspension = { id, accountId: userId, actorId: viewer.id, ruleId, ...wish }
    const endedSessions = await suspensions.begin(tx, suspension, address)
    return { __typename: 'SuspendUserSuccess', userId, endedSessions }
  }

  async #reinstate(tx: Sql, viewer: Viewer, userId: string, address: string): Promise<ReinstateOutcome> {
    const { suspensions } = this.#deps
    const acting = await this.#lock(tx, viewer, userId)
    if ('__typename' in acting) return acting
    const running = await suspensions.current(tx, userId)
    if (!running) return { __typename: 'ReinstateUserSuccess', userId }
    if (acting.role === 'MODERATOR' && isLong(running.until, running.since)) return longRuns()
    await this.#mail(tx, userId, { key: `reinstated.${running.id}`, kind: 'REINSTATED', data: {} })
    await suspensions.end(tx, running, { by: viewer.id, address })
    return { __typename: 'ReinstateUserSuccess', userId }
  }

  /**
   * Who acts, as they are now. All admins are locked, in one order, with the two: somebody who is demoted or suspended at this moment acts before or not
   * at all.
   */
  async #lock(tx: Sql, viewer: Viewer, userId: string): Promise<Account | NotFound | NotAllowed> {
    const locked = await this.#deps.accounts.lockAdminsAnd(tx, viewer.id, userId)
    const [actor, whom] = [locked.get(viewer.id), locked.get(userId)]
    if (actor?.status !== 'ACTIVE' || actor.role === 'USER' || actor.isLeaving) throw notYours()
    if (!whom || whom.status === 'DELETED' || whom.status === 'PENDING') return notFound('User')
    if (whom.id === actor.id) return notAllowed('Nobody suspends themselves.', 'ONESELF')
    if (!isAbove(actor.role, whom.role))
      return notAllowed('This person has your rank or a higher one. An admin can lower it first.', 'RANK')
    return actor
  }

  /** To an address that is shown to be theirs, and no other. */
  async #mail(
    tx: Sql,
    accountId: string,
    { key, kind, data }: { key: string; kind: string; data: object },
  ): Promise<void> {
    const { accounts, mails } = this.#deps
    const to = await accounts.addressee(accountId, tx)
    if (!to?.isVerified || !isReachable(to.email)) return
    await mails.write(tx, { dedupeKey: key, kind, data: { accountId, ...data }, expiresAt: null })
  }
}

const notYours = () => forbidden('Only moderators and admins may suspend somebody.')

const tooLong = () => notAllowed('Moderators suspend for at most 30 days. Ask an admin for more.', 'TOO_LONG')

const longRuns = () =>
  notAllowed('This suspension is longer than moderators may give. Ask an admin to change it.', 'LONG_SUSPENSION')
