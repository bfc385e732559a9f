import {
  type Connection,
  decodeCursor,
  encodeCursor,
  forbidden,
  type InvalidInput,
  idPart,
  isUuid,
  type NotFound,
  normalText,
  notFound,
  type PageArguments,
  type PasswordNeeded,
  Problems,
  type RateLimited,
  rateLimited,
  readPage,
  timePart,
  toConnection,
  type Viewer,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import { z } from 'zod'
import type { AccountService } from '../accounts/account-service.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { MailService } from '../mail/mail-service.ts'
import type { ProofService } from '../proof/proof-service.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import type { PendingRepository, Registration } from './pending-repository.ts'

export type PendingDeps = {
  pending: PendingRepository
  accounts: AccountService
  /** For what nobody waits for. */
  background: { pending: PendingRepository; accounts: AccountService }
  audit: AuditService
  mails: MailService
  proofs: ProofService
  limiter: RateLimiter
  clock: Clock
}

export type Decision = { id: string; accept: boolean; reason?: string | null | undefined }

type Outcome =
  | { __typename: 'DecideRegistrationSuccess'; decided: boolean }
  | InvalidInput
  | NotFound
  | RateLimited
  | PasswordNeeded

const longestReason = 500
const kindOfCursor = 'pending'

/** Those who wait to be let in. Nobody else sees them, and no event tells of them before they are. */
export class PendingService {
  readonly #deps: PendingDeps

  constructor(deps: PendingDeps) {
    this.#deps = deps
  }

  /** @throws FORBIDDEN for all but admins */
  async list(viewer: Viewer, args: PageArguments): Promise<Connection<{ cursor: string; node: Registration }>> {
    const { pending, clock } = this.#deps
    if (viewer.role !== 'ADMIN') throw forbidden('Applications are for admins.')
    const { first, after } = readPage(args)
    const place = z.tuple([timePart(clock.now()), idPart])
    const [at, id] = after === null ? [] : decodeCursor(kindOfCursor, after, place)
    const rows = await pending.page(at && id ? { at, id } : null, first + 1)
    return toConnection(rows, { first, after }, (row) => encodeCursor(kindOfCursor, [row.at.toISOString(), row.id]))
  }

  /** @throws FORBIDDEN for all but admins */
  async decide(viewer: Viewer, { id, accept, reason: given }: Decision, address: string): Promise<Outcome> {
    const { accounts, proofs, limiter } = this.#deps
    if (viewer.role !== 'ADMIN') throw forbidden('Applications are for admins.')
    if (!isUuid(id)) return notFound('Registration')
    const reason = accept ? null : normalText((given ?? '').trim(), longestReason)
    const problems = new Problems()
    if (reason !== null)
      problems.check(
        reason.length > 0 && [...reason].length <= longestReason,
        ['reason'],
        'REASON_LENGTH',
        `A refusal has a reason of 1 to ${longestReason} characters.`,
      )
    const refused = problems.outcome()
    if (refused) return refused
    const needed = await proofs.demand(viewer)
    if (needed) return needed
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    return accounts.transaction((tx) => this.#decide(tx, viewer, { id: id.toLowerCase(), reason }, address))
  }

  async #decide(
    tx: Sql,
    viewer: Viewer,
    { id, reason }: { id: string; reason: string | null },
    address: string,
  ): Promise<Outcome> {
    const { pending, accounts, audit, mails } = this.#deps
    const locked = await accounts.lockById(tx, id)
    const waiting = await accounts.addressee(id, tx)
    if (locked?.status !== 'PENDING' || !waiting?.isVerified) return notFound('Registration')
    if (reason === null) {
      const person = await pending.accept(tx, id)
      if (person) await accounts.tellOpened(tx, person)
    } else await pending.remove(tx, [id])
    await mails.write(tx, {
      dedupeKey: `registration-decided.${id}`,
      kind: 'REGISTRATION_DECIDED',
      data: { accountId: id, to: waiting.email, handle: waiting.handle, language: waiting.language, reason },
      expiresAt: null,
    })
    const kind = reason === null ? 'REGISTRATION_ACCEPTED' : 'REGISTRATION_REFUSED'
    await audit.write(tx, {
      kind,
      by: viewer.id,
      whom: reason === null ? id : null,
      detail: reason === null ? '' : id,
      address,
    })
    return { __typename: 'DecideRegistrationSuccess', decided: true }
  }

  /** Deletes those who never verified an address; gives how many. */
  async removeLapsed(): Promise<number> {
    const { pending, accounts } = this.#deps.background
    const ids = await pending.lapsed(500)
    return ids.length === 0 ? 0 : accounts.transaction((tx) => pending.remove(tx, ids))
  }
}
