import { randomBytes } from 'node:crypto'
import {
  isUuid,
  type NotAllowed,
  type NotFound,
  notAllowed,
  notFound,
  type RateLimited,
  rateLimited,
  type Viewer,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids } from '@forum/service-kit'
import type { AccountService } from '../accounts/account-service.ts'
import type { AuditService } from '../audit/audit-service.ts'
import { hashOf } from '../keys/hash-of.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { Invite, InviteRepository } from './invite-repository.ts'

export type { Invite } from './invite-repository.ts'

export type InviteDeps = {
  invites: InviteRepository
  accounts: AccountService
  audit: AuditService
  limiter: RateLimiter
  clock: Clock
  ids: Ids
}

type CreateOutcome = { __typename: 'CreateInviteSuccess'; invite: Invite } | NotAllowed | RateLimited
type RevokeOutcome = { __typename: 'RevokeInviteSuccess'; revoked: boolean } | NotFound | RateLimited

const goodForDays = 14
const maxOpen = 5
const memberForDays = 30
const day = 24 * 60 * 60 * 1_000

/** Invites of members: 128 bits, kept as a hash, good once. */
export class InviteService {
  readonly #deps: InviteDeps

  constructor(deps: InviteDeps) {
    this.#deps = deps
  }

  async create(viewer: Viewer, address: string): Promise<CreateOutcome> {
    const { accounts, limiter } = this.#deps
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    return accounts.transaction((tx) => this.#create(tx, viewer, address))
  }

  async #create(tx: Sql, viewer: Viewer, address: string): Promise<CreateOutcome> {
    const { invites, accounts, audit, clock, ids } = this.#deps
    // Locked, so that several at once do not count past five.
    const account = await accounts.lockById(tx, viewer.id)
    const isYoung = !account || clock.now().getTime() - account.createdAt.getTime() < memberForDays * day
    if (isYoung && viewer.role === 'USER')
      return notAllowed(`Members of ${memberForDays} days can invite.`, 'TOO_NEW_TO_INVITE')
    if ((await invites.countOpen(tx, viewer.id)) >= maxOpen)
      return notAllowed(`You have ${maxOpen} open invites. Wait until one is used, or end one.`, 'TOO_MANY_INVITES')
    const code = randomBytes(16).toString('base64url')
    const invite = await invites.add(tx, {
      id: ids.next(),
      inviterId: viewer.id,
      codeHash: hashOf(code),
      days: goodForDays,
    })
    await audit.write(tx, { kind: 'INVITE_MADE', by: viewer.id, detail: invite.id, address })
    return { __typename: 'CreateInviteSuccess', invite: { ...invite, code } }
  }

  async revoke(viewer: Viewer, id: string, address: string): Promise<RevokeOutcome> {
    const { invites, accounts, audit, limiter } = this.#deps
    if (!isUuid(id)) return notFound('Invite')
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const isRevoked = await accounts.transaction(async (tx) => {
      const wasOpen = await invites.revoke(tx, viewer.id, id)
      if (wasOpen) await audit.write(tx, { kind: 'INVITE_REVOKED', by: viewer.id, detail: id.toLowerCase(), address })
      return wasOpen
    })
    return isRevoked ? { __typename: 'RevokeInviteSuccess', revoked: true } : notFound('Invite')
  }

  listOf(viewer: { id: string }): Promise<Invite[]> {
    return this.#deps.invites.of(viewer.id)
  }

  /** Of somebody who is suspended none is left. */
  revokeAllOf(tx: Sql, inviterId: string): Promise<void> {
    return this.#deps.invites.revokeAllOf(tx, inviterId)
  }

  /** Whether somebody could come by this code now. */
  async isGood(code: string): Promise<boolean> {
    return isCode(code) && this.#deps.invites.isGood(hashOf(code))
  }

  /** Uses the invite up in the transaction that opens the account; null when it is not good any more. */
  async spend(tx: Sql, code: string, usedBy: string): Promise<string | null> {
    return isCode(code) ? this.#deps.invites.spend(tx, hashOf(code), usedBy) : null
  }

  /** Who invited these people. */
  invitersOf(ids: readonly string[]): Promise<Map<string, { inviterId: string }>> {
    return this.#deps.invites.invitersOf(ids)
  }

  /** Of somebody who is gone those stay that others came by. */
  eraseOpenOf(tx: Sql, inviterId: string): Promise<void> {
    return this.#deps.invites.deleteUnusedOf(tx, inviterId)
  }
}

const isCode = (text: string): boolean => /^[\w-]{22}$/.test(text)
