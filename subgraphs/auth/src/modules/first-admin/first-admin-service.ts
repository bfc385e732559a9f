import { createHmac } from 'node:crypto'
import { type InvalidInput, Problems, type RateLimited, rateLimited } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import { type Clock, type Ids, networkOf, secretsEqual } from '@forum/service-kit'
import type { AccountService } from '../accounts/account-service.ts'
import { checkHandleShape, handleIsTaken, normalHandle } from '../accounts/handle-rules.ts'
import { newAdmin } from '../accounts/new-admin.ts'
import type { AuditService } from '../audit/audit-service.ts'
import { checkEmail, normalEmail } from '../email/email-rules.ts'
import { linkEnded } from '../email/link-ended.ts'
import { deriveKey } from '../keys/derive-key.ts'
import { HasherBusy, type PasswordHasher } from '../passwords/password-hasher.ts'
import { checkPassword } from '../passwords/password-rules.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import type { Caller } from '../sessions/caller.ts'
import type { FirstAdminRepository } from './first-admin-repository.ts'

export type FirstAdminDeps = {
  links: FirstAdminRepository
  accounts: AccountService
  audit: AuditService
  hasher: PasswordHasher
  limiter: RateLimiter
  tokenKeySecret: string
  publicUrl: string
  clock: Clock
  ids: Ids
}

export type FirstAdmin = { token: string; handle: string; email: string; password: string }

type Outcome = { __typename: 'CreateFirstAdminSuccess'; userId: string } | InvalidInput | RateLimited

/**
 * The way in for whoever installs a forum: a link that its start prints while there is no admin. Its token follows from an id in the database and
 * TOKEN_KEY_SECRET, so every replica prints the same one, and what lies in the database makes nobody an admin.
 */
export class FirstAdminService {
  readonly #deps: FirstAdminDeps
  readonly #key: Buffer

  constructor(deps: FirstAdminDeps) {
    this.#deps = deps
    this.#key = deriveKey(deps.tokenKeySecret, 'first-admin')
  }

  /** The link; null once there is an admin. */
  async link(): Promise<string | null> {
    const { links, ids, publicUrl } = this.#deps
    if (await links.hasAdmin(null)) return null
    return `${publicUrl}/first-admin#${this.#tokenOf(await links.linkId(ids.next()))}`
  }

  async create(given: FirstAdmin, { address }: Caller): Promise<Outcome> {
    const { accounts, hasher, limiter } = this.#deps
    const limit = await limiter.take([
      { name: 'first-admin', subject: [networkOf(address)], points: 20, windowSeconds: 60 * 60 },
    ])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    const person = { handle: normalHandle(given.handle), email: normalEmail(given.email) }
    const problems = new Problems()
    checkHandleShape(problems, person.handle, ['handle'])
    checkEmail(problems, person.email, ['email'])
    checkPassword(problems, given.password, person, ['password'])
    const refused = problems.outcome()
    if (refused) return refused
    try {
      const passwordHash = await hasher.hash(given.password)
      return await accounts.write((tx) => this.#create(tx, { ...person, passwordHash, token: given.token }, address))
    } catch (error) {
      if (error instanceof HasherBusy) return rateLimited(error.retryAfterSeconds)
      throw error
    }
  }

  async #create(
    tx: Sql,
    { token, ...given }: { token: string; handle: string; email: string; passwordHash: string },
    address: string,
  ): Promise<Outcome> {
    const { links, accounts, audit, clock, ids } = this.#deps
    const id = await links.lock(tx)
    // Somebody may have been made one by the command meanwhile.
    if (id === null || !secretsEqual(token, this.#tokenOf(id)) || (await links.hasAdmin(tx))) return linkEnded()
    const person = newAdmin({ ...given, id: ids.next(), createdAt: clock.now() })
    const { added } = await accounts.open(tx, [person])
    if (!added.has(person.id)) return handleIsTaken()
    await links.remove(tx)
    await audit.write(tx, { kind: 'ROLE_CHANGED', by: null, whom: person.id, detail: 'first ADMIN', address })
    return { __typename: 'CreateFirstAdminSuccess', userId: person.id }
  }

  #tokenOf(id: string): string {
    return createHmac('sha256', this.#key).update(id).digest('base64url')
  }
}
