import type { Clock, Ids } from '@forum/service-kit'
import type { Database } from './database.ts'
import type { RegistrationLimits } from './limits.ts'
import type { AccountService } from './modules/accounts/account-service.ts'
import type { GoneNames } from './modules/accounts/gone-names.ts'
import type { AuditService } from './modules/audit/audit-service.ts'
import type { ConfirmationService } from './modules/email/confirmation-service.ts'
import { FirstAdminRepository } from './modules/first-admin/first-admin-repository.ts'
import { FirstAdminService } from './modules/first-admin/first-admin-service.ts'
import { InviteRepository } from './modules/invites/invite-repository.ts'
import { InviteService } from './modules/invites/invite-service.ts'
import type { LoginService } from './modules/login/login-service.ts'
import type { MailService } from './modules/mail/mail-service.ts'
import type { PasswordHasher } from './modules/passwords/password-hasher.ts'
import type { PasswordService } from './modules/passwords/password-service.ts'
import { PendingRepository } from './modules/pending/pending-repository.ts'
import { PendingService } from './modules/pending/pending-service.ts'
import { ProofRepository } from './modules/proof/proof-repository.ts'
import { ProofService } from './modules/proof/proof-service.ts'
import { RankService } from './modules/ranks/rank-service.ts'
import type { RateLimiter } from './modules/rate-limits/rate-limiter.ts'
import { RegistrationService } from './modules/registration/registration-service.ts'
import type { SessionService } from './modules/sessions/session-service.ts'
import { SiteRepository } from './modules/site/site-repository.ts'
import { SiteService } from './modules/site/site-service.ts'
import { SuspendingService } from './modules/suspensions/suspending-service.ts'
import type { SuspensionService } from './modules/suspensions/suspension-service.ts'

export type PlaceOptions = {
  database: Database
  background: { database: Database; accounts: AccountService }
  accounts: AccountService
  goneNames: GoneNames
  sessions: SessionService
  login: LoginService
  passwords: PasswordService
  confirmations: ConfirmationService
  suspensions: SuspensionService
  audit: AuditService
  mails: MailService
  hasher: PasswordHasher
  limiter: RateLimiter
  limits: RegistrationLimits
  requiresVerifiedEmail: boolean
  publicUrl: string
  tokenKeySecret: string
  clock: Clock
  ids: Ids
}

/** What the place is, who runs it, and how one comes in. */
export function createPlaceServices(options: PlaceOptions) {
  const { database, background, accounts, audit, limiter, passwords, ids } = options
  const proofs = new ProofService({ proofs: new ProofRepository(database), passwords })
  const site = new SiteService({ site: new SiteRepository(database), audit, proofs, limiter, ids })
  const invites = new InviteService({ ...options, invites: new InviteRepository(database) })
  return {
    firstAdmin: new FirstAdminService({ ...options, links: new FirstAdminRepository(database) }),
    invites,
    pending: new PendingService({
      ...options,
      pending: new PendingRepository(database),
      background: { pending: new PendingRepository(background.database), accounts: background.accounts },
      proofs,
    }),
    proofs,
    ranks: new RankService({ accounts, audit, proofs, limiter }),
    registration: new RegistrationService({ ...options, site, invites }),
    site,
    suspending: new SuspendingService({ ...options, proofs, site, invites }),
  }
}
