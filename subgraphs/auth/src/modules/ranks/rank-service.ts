import {
  forbidden,
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
import type { Account, AccountService } from '../accounts/account-service.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { ProofService } from '../proof/proof-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'

export type RankDeps = { accounts: AccountService; audit: AuditService; proofs: ProofService; limiter: RateLimiter }

type Outcome =
  | { __typename: 'SetUserRoleSuccess'; userId: string }
  | NotFound
  | NotAllowed
  | RateLimited
  | PasswordNeeded

/** Who may do what here: moderators and admins are made and unmade by admins. */
export class RankService {
  readonly #deps: RankDeps

  constructor(deps: RankDeps) {
    this.#deps = deps
  }

  /** @throws FORBIDDEN for all but admins */
  async set(viewer: Viewer, input: { userId: string; role: Account['role'] }, address: string): Promise<Outcome> {
    const { accounts, proofs, limiter } = this.#deps
    if (viewer.role !== 'ADMIN') throw forbidden('Only admins may change ranks.')
    if (!isUuid(input.userId)) return notFound('User')
    const needed = await proofs.demand(viewer)
    if (needed) return needed
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    return accounts.transaction((tx) =>
      this.#set(tx, viewer, { ...input, userId: input.userId.toLowerCase() }, address),
    )
  }

  async #set(
    tx: Sql,
    viewer: Viewer,
    { userId, role }: { userId: string; role: Account['role'] },
    address: string,
  ): Promise<Outcome> {
    const { accounts, audit } = this.#deps
    // All admins are locked, in one order: of two who lower each other at once the second finds that it is no admin any more.
    const locked = await accounts.lockAdminsAnd(tx, viewer.id, userId)
    const [actor, whom] = [locked.get(viewer.id), locked.get(userId)]
    if (actor?.role !== 'ADMIN' || actor.status !== 'ACTIVE' || actor.isLeaving)
      throw forbidden('Only admins may change ranks.')
    if (!whom || whom.status === 'DELETED' || whom.status === 'PENDING') return notFound('User')
    if (whom.id === actor.id) return notAllowed('Nobody changes their own rank. Ask another admin.', 'OWN_RANK')
    if (whom.status === 'SUSPENDED' && role !== 'USER')
      return notAllowed('This account is suspended. Reinstate it first.', 'SUSPENDED')
    if (whom.role === role) return { __typename: 'SetUserRoleSuccess', userId }
    await accounts.setRole(tx, userId, role)
    await audit.write(tx, {
      kind: 'ROLE_CHANGED',
      by: actor.id,
      whom: userId,
      detail: `${whom.role} to ${role}`,
      address,
    })
    return { __typename: 'SetUserRoleSuccess', userId }
  }
}
