import {
  type Connection,
  decodeCursor,
  encodeCursor,
  forbidden,
  isUuid,
  type PageArguments,
  readPage,
  toConnection,
  type Viewer,
} from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import { z } from 'zod'
import type { AuditEntry, AuditRepository } from './audit-repository.ts'

export type { AuditEntry } from './audit-repository.ts'

/** What is written down. */
export type AuditKind =
  | 'SIGNED_IN'
  | 'SIGN_IN_FAILED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'EMAIL_CHANGED'
  | 'ROLE_CHANGED'
  | 'SUSPENDED'
  | 'REINSTATED'
  | 'SITE_CHANGED'
  | 'REGISTRATION_ACCEPTED'
  | 'REGISTRATION_REFUSED'
  | 'INVITE_MADE'
  | 'INVITE_REVOKED'
  | 'EXPORT_ASKED'
  | 'DELETION_ASKED'
  | 'DELETION_TAKEN_BACK'
  | 'DELETED'

/** `by` null: somebody who is not signed in, or the operator at the terminal. `detail`: ids and words of ours, never an address or what somebody typed. */
export type Audited = {
  kind: AuditKind
  by: string | null
  whom?: string | null
  detail?: string
  address?: string | null
}

const kindOfCursor = 'audit'
const place = z.tuple([z.string().regex(/^\d{1,18}$/)])

/** The log of what was done to accounts and to the place. It is only added to. */
export class AuditService {
  readonly #entries: AuditRepository

  constructor(entries: AuditRepository) {
    this.#entries = entries
  }

  /** In the transaction of what happened; null where nothing else is written. */
  write(tx: Sql | null, { kind, by, whom = null, detail = '', address = null }: Audited): Promise<void> {
    return this.#entries.add(tx, { kind, actorId: by, whomId: whom, detail, address })
  }

  /** @throws FORBIDDEN for all but admins */
  async list(
    viewer: Viewer,
    { userId, ...page }: PageArguments & { userId?: string | null | undefined },
  ): Promise<Connection<{ cursor: string; node: AuditEntry }>> {
    if (viewer.role !== 'ADMIN') throw forbidden('The audit log is for admins.')
    const { first, after } = readPage(page)
    if (userId && !isUuid(userId)) return toConnection([] as AuditEntry[], { first, after }, () => '')
    const [below = null] = after === null ? [] : decodeCursor(kindOfCursor, after, place)
    const rows = await this.#entries.page({ userId: userId ?? null, below, limit: first + 1 })
    return toConnection(rows, { first, after }, ({ id }) => encodeCursor(kindOfCursor, [id]))
  }

  /** Whether the password or the address of an account was changed within a day. */
  hasChangedOfLate(tx: Sql, userId: string): Promise<boolean> {
    return this.#entries.happenedWithinADay(tx, userId, ['PASSWORD_CHANGED', 'PASSWORD_RESET', 'EMAIL_CHANGED'])
  }

  /** Forgets where somebody came from; that they did what they did stays, by their id. */
  forgetAddressesOf(tx: Sql, userId: string): Promise<void> {
    return this.#entries.forgetAddressesOf(tx, userId)
  }
}
