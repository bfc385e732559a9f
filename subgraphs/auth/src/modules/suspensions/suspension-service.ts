import type { Sql } from '@forum/postgres'
import type { AccountService } from '../accounts/account-service.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { RevocationService } from '../revocations/revocation-service.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { AccessTokens } from '../tokens/access-tokens.ts'
import type { NewSuspension, RunningSuspension, SuspensionRepository } from './suspension-repository.ts'

export type { RunningSuspension } from './suspension-repository.ts'

export type SuspensionDeps = {
  suspensions: SuspensionRepository
  accounts: AccountService
  sessions: SessionService
  revocations: RevocationService
  accessTokens: AccessTokens
  audit: AuditService
}

export type AccountSuspended = {
  __typename: 'AccountSuspended'
  message: string
  code: string
  until: Date | null
  reason: string | null
  actId: string | null
  canAnswer: boolean
  token: string | null
}

/** Who ends a suspension; `by` null: time does. */
type Ending = { by: string | null; address?: string }

/** How many are ended at once, which have run out. */
const endedAtOnce = 100

/** Who is suspended, until when. Who may do it to whom is the business of SuspendingService. */
export class SuspensionService {
  readonly #deps: SuspensionDeps

  constructor(deps: SuspensionDeps) {
    this.#deps = deps
  }

  /** Those that run now, by account. */
  async runningOf(accountIds: readonly string[]): Promise<Map<string, RunningSuspension>> {
    const found = await this.#deps.suspensions.running(null, accountIds)
    return new Map([...found].filter(([, each]) => !hasPassed(each)))
  }

  /** The account's, whether its time has passed or not; its row is the caller's lock. */
  async current(tx: Sql, accountId: string): Promise<RunningSuspension | null> {
    return (await this.#deps.suspensions.running(tx, [accountId])).get(accountId) ?? null
  }

  /** What a suspended account is answered, whose owner has shown to be that; null when its time has passed: it is open again then. */
  async refusalOf(accountId: string): Promise<AccountSuspended | null> {
    const { suspensions, accounts, accessTokens } = this.#deps
    const running = (await suspensions.running(null, [accountId])).get(accountId)
    // Somebody else may have ended it at this moment; a suspension without a row is an operator's, by hand.
    if (!running) return (await accounts.statusOf(accountId)) === 'SUSPENDED' ? refusal(null, null) : null
    if (!hasPassed(running)) {
      const of = { userId: accountId, suspensionId: running.id }
      return refusal(running, (await accessTokens.issueSuspended(of, running.now, running.until)).token)
    }
    await accounts.transaction((tx) => this.#endPassed(tx, accountId))
    return null
  }

  /** Begins one, in the place of one that runs, and ends all sessions. The account is locked by the caller. Gives how many ended. */
  async begin(tx: Sql, suspension: NewSuspension, address: string): Promise<number> {
    const { suspensions, accounts, sessions, revocations, audit } = this.#deps
    const { id, accountId, actorId, ruleId, until } = suspension
    const before = await this.current(tx, accountId)
    if (before) await suspensions.end(tx, before.id)
    await suspensions.add(tx, suspension)
    await accounts.suspend(tx, accountId, { actId: id, actorId, ruleId, until })
    const detail = until === null ? 'without an end' : `until ${until.toISOString()}`
    await audit.write(tx, { kind: 'SUSPENDED', by: actorId, whom: accountId, detail, address })
    // Last: others wait for the lock of revocations.
    const ended = await sessions.endOf(tx, accountId)
    if (before) await revocations.revokeSessions(tx, [before.id])
    return ended
  }

  /** Ends it, and what its token was good for. The account is locked by the caller. */
  async end(tx: Sql, { id, accountId }: RunningSuspension, { by, address }: Ending): Promise<void> {
    const { suspensions, accounts, revocations, audit } = this.#deps
    await suspensions.end(tx, id)
    await accounts.reinstate(tx, accountId, { actId: id, actorId: by })
    const origin = address === undefined ? {} : { address }
    await audit.write(tx, {
      kind: 'REINSTATED',
      by,
      whom: accountId,
      detail: by === null ? 'by itself' : '',
      ...origin,
    })
    await revocations.revokeSessions(tx, [id])
  }

  /** Ends what has run out, whoever looks. */
  async endAllPassed(): Promise<void> {
    const { suspensions, accounts } = this.#deps
    for (;;) {
      const passed = await suspensions.passed(endedAtOnce)
      for (const accountId of passed) await accounts.transaction((tx) => this.#endPassed(tx, accountId))
      if (passed.length < endedAtOnce) return
    }
  }

  async #endPassed(tx: Sql, accountId: string): Promise<void> {
    const account = await this.#deps.accounts.lockById(tx, accountId)
    const running = await this.current(tx, accountId)
    // Another replica may have been here, or a moderator who gave a later end.
    if (account?.status === 'SUSPENDED' && running && hasPassed(running)) await this.end(tx, running, { by: null })
  }

  /** Ends the suspension of an account that is erased, of which nothing is told; gives until when it would have run, null when none runs. */
  async closeOf(tx: Sql, accountId: string): Promise<{ until: Date | null } | null> {
    const { suspensions, revocations } = this.#deps
    const running = await this.current(tx, accountId)
    if (!running) return null
    await suspensions.end(tx, running.id)
    await revocations.revokeSessions(tx, [running.id])
    return hasPassed(running) ? null : { until: running.until }
  }
}

const hasPassed = ({ until, now }: RunningSuspension): boolean => until !== null && until <= now

const refusal = (running: RunningSuspension | null, token: string | null): AccountSuspended => ({
  __typename: 'AccountSuspended',
  message: running?.until
    ? `This account is suspended until ${running.until.toISOString()}.`
    : 'This account is suspended without an end.',
  code: 'ACCOUNT_SUSPENDED',
  until: running?.until ?? null,
  reason: running?.reason ?? null,
  actId: running?.id ?? null,
  // Answers come with moderation.
  canAnswer: false,
  token,
})
