import { randomBytes } from 'node:crypto'
import { Problems } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import { type Clock, type Ids, StartError } from '@forum/service-kit'
import type { AccountService } from '../accounts/account-service.ts'
import { checkHandleShape, handleShape, normalHandle } from '../accounts/handle-rules.ts'
import { newAdmin } from '../accounts/new-admin.ts'
import type { AuditService } from '../audit/audit-service.ts'
import { checkEmail, normalEmail } from '../email/email-rules.ts'
import type { PasswordHasher } from '../passwords/password-hasher.ts'
import { checkPassword } from '../passwords/password-rules.ts'
import type { PasswordService } from '../passwords/password-service.ts'

export type AdministrationDeps = {
  accounts: AccountService
  audit: AuditService
  passwords: PasswordService
  hasher: PasswordHasher
  clock: Clock
  ids: Ids
}

export type AdminRequest = { handle: string; email?: string | undefined; password?: string | undefined }

/** What the operator does by commands of the service. Refusals are StartErrors: one line for a terminal. */
export class AdministrationService {
  readonly #deps: AdministrationDeps

  constructor(deps: AdministrationDeps) {
    this.#deps = deps
  }

  /** Makes an admin, or makes somebody who is there one: they get the password, and their sessions end. Gives the password. */
  async createAdmin(request: AdminRequest): Promise<{ handle: string; password: string }> {
    const { accounts, audit, hasher, passwords, clock, ids } = this.#deps
    const handle = normalHandle(request.handle)
    const email = normalEmail(request.email ?? `${handle}@forum.invalid`)
    const password = request.password ?? randomPassword()
    refuseWrong(handle, email, password)
    await accounts.transaction(async (tx) => {
      const account = await accounts.lockByHandle(tx, handle)
      if (account?.status === 'PENDING')
        throw new StartError(`${handle} waits to be let in. Decide on the application first, or give another handle.`)
      if (account?.status === 'SUSPENDED')
        throw new StartError(
          `${handle} is suspended. Have an admin reinstate the account first, or give another handle.`,
        )
      if (account) {
        await passwords.reset(tx, account.id, password)
        // After the sessions: whoever ends one locks it first, then adds its revocation, and so must we.
        if (account.role === 'ADMIN') return
        await accounts.setRole(tx, account.id, 'ADMIN')
        await audit.write(tx, { kind: 'ROLE_CHANGED', by: null, whom: account.id, detail: `${account.role} to ADMIN` })
        return
      }
      const passwordHash = await hasher.hash(password)
      const person = newAdmin({ id: ids.next(), handle, email, passwordHash, createdAt: clock.now() })
      const { added } = await accounts.open(tx, [person])
      if (!added.has(person.id)) throw new StartError(`${handle} was taken at this moment. Run the command again.`)
    })
    return { handle, password }
  }

  /** Gives somebody a new random password and ends all their sessions. */
  async resetPassword(givenHandle: string): Promise<{ handle: string; password: string }> {
    const { accounts, passwords } = this.#deps
    const handle = normalHandle(givenHandle)
    const password = randomPassword()
    await accounts.transaction(async (tx: Sql) => {
      const account = handleShape.test(handle) ? await accounts.lockByHandle(tx, handle) : null
      if (!account)
        throw new StartError(`Nobody has the handle ${JSON.stringify(givenHandle)}. Look it up on their profile page.`)
      await passwords.reset(tx, account.id, password)
    })
    return { handle, password }
  }
}

/** 96 bits, in letters that survive being read out. */
const randomPassword = (): string =>
  randomBytes(12)
    .toString('hex')
    .replace(/(.{6})(?=.)/g, '$1-')

function refuseWrong(handle: string, email: string, password: string): void {
  const problems = new Problems()
  checkHandleShape(problems, handle, ['handle'])
  checkEmail(problems, email, ['email'])
  checkPassword(problems, password, { handle, email }, ['password'])
  const refused = problems.outcome()
  if (refused) throw new StartError(refused.message)
}
