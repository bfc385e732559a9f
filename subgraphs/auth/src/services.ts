import { Outbox } from '@forum/outbox'
import { type Logger, systemClock, uuidv7Ids } from '@forum/service-kit'
import type { Database } from './database.ts'
import type { Limits } from './limits.ts'
import { createMailKinds } from './mail-kinds.ts'
import { SettingsService } from './modules/account-settings/settings-service.ts'
import { AccountRepository } from './modules/accounts/account-repository.ts'
import { AccountService } from './modules/accounts/account-service.ts'
import { GoneNames } from './modules/accounts/gone-names.ts'
import { AdministrationService } from './modules/administration/administration-service.ts'
import { AuditRepository } from './modules/audit/audit-repository.ts'
import { AuditService } from './modules/audit/audit-service.ts'
import { DeletionService } from './modules/deletion/deletion-service.ts'
import { Erasing } from './modules/deletion/erasing.ts'
import { EmailChangeService } from './modules/email/change-service.ts'
import { ConfirmationService } from './modules/email/confirmation-service.ts'
import { EmailLinkRepository } from './modules/email/email-link-repository.ts'
import { EmailLinks } from './modules/email/email-links.ts'
import { KeyRepository } from './modules/keys/key-repository.ts'
import { KeyRing } from './modules/keys/key-ring.ts'
import { KeySeal } from './modules/keys/key-seal.ts'
import { DeviceCookies } from './modules/login/device-cookies.ts'
import { LoginService } from './modules/login/login-service.ts'
import type { MailFiles } from './modules/mail/mail-files.ts'
import { MailRepository } from './modules/mail/mail-repository.ts'
import { MailService } from './modules/mail/mail-service.ts'
import { SecurityNotices } from './modules/notices/security-notices.ts'
import { PasswordResetService } from './modules/password-reset/password-reset-service.ts'
import { PasswordHasher } from './modules/passwords/password-hasher.ts'
import { PasswordService } from './modules/passwords/password-service.ts'
import { createPersonalData } from './modules/personal-data/personal-data.ts'
import { PersonalDataRepository } from './modules/personal-data/personal-data-repository.ts'
import { ProfileRepository } from './modules/profiles/profile-repository.ts'
import { ProfileService } from './modules/profiles/profile-service.ts'
import { RateLimitRepository } from './modules/rate-limits/rate-limit-repository.ts'
import { RateLimiter } from './modules/rate-limits/rate-limiter.ts'
import { RevocationRepository } from './modules/revocations/revocation-repository.ts'
import { RevocationService } from './modules/revocations/revocation-service.ts'
import { SeedingService } from './modules/seeding/seeding-service.ts'
import { LogoutService } from './modules/sessions/logout-service.ts'
import { RefreshService } from './modules/sessions/refresh-service.ts'
import { RefreshTokens } from './modules/sessions/refresh-tokens.ts'
import { SessionRepository } from './modules/sessions/session-repository.ts'
import { SessionService } from './modules/sessions/session-service.ts'
import { SuspensionRepository } from './modules/suspensions/suspension-repository.ts'
import { SuspensionService } from './modules/suspensions/suspension-service.ts'
import { AccessTokens } from './modules/tokens/access-tokens.ts'
import { TokenRepository } from './modules/tokens/token-repository.ts'
import { TokenService } from './modules/tokens/token-service.ts'
import { createPlaceServices } from './place-services.ts'

export type ServicesOptions = {
  /** For GraphQL requests. */
  database: Database
  /** For verdicts, keys and housekeeping; apart, so that a flood of logins does not keep anybody's token from being checked. */
  background?: Database
  publicUrl: string
  tokenKeySecret: string
  limits: Limits
  isSeedingOn: boolean
  /** Whether nobody signs in before mail to their address has reached them; no unless told. */
  requiresVerifiedEmail?: boolean
  /** Where mails are files. */
  mailFiles?: MailFiles
  logger: Logger
  hasher?: PasswordHasher
}

export type Services = ReturnType<typeof createServices>

/** The services of Auth over one database, each with what it needs. */
export function createServices(options: ServicesOptions) {
  const {
    database,
    background = database,
    publicUrl,
    tokenKeySecret,
    limits,
    isSeedingOn,
    requiresVerifiedEmail = false,
    mailFiles,
    logger,
    hasher = new PasswordHasher(),
  } = options
  const clock = systemClock
  const ids = uuidv7Ids
  const outbox = new Outbox()
  const limiter = new RateLimiter(new RateLimitRepository(database))
  const revocationRows = new RevocationRepository()
  const revocations = new RevocationService(revocationRows)
  const keys = new KeyRing({ keys: new KeyRepository(background), seal: new KeySeal(tokenKeySecret), logger })
  const accessTokens = new AccessTokens({ keys, ids, issuer: publicUrl })
  const tokens = new TokenService({ tokens: accessTokens, standings: new TokenRepository(background) })

  const profiles = new ProfileService({ profiles: new ProfileRepository(database), limiter, outbox, clock })
  const goneNames = new GoneNames(database, tokenKeySecret)
  const accountsOver = (rows: AccountRepository) =>
    new AccountService({ accounts: rows, profiles, goneNames, revocations, outbox, clock })
  const accounts = accountsOver(new AccountRepository(database))
  // What is done by and by takes no connection from requests.
  const ofBackground = {
    accounts: accountsOver(new AccountRepository(background)),
    goneNames: new GoneNames(background, tokenKeySecret),
  }

  const audit = new AuditService(new AuditRepository(database))
  const mails = new MailService(new MailRepository(database), mailFiles)
  const emailLinks = new EmailLinks({ links: new EmailLinkRepository(database), ids, tokenKeySecret, publicUrl })
  const notices = new SecurityNotices({ mails, clock })
  const confirmations = new ConfirmationService({
    accounts,
    goneNames,
    links: emailLinks,
    mails,
    notices,
    audit,
    limiter,
  })

  const sessionRows = new SessionRepository(database)
  const refreshTokens = new RefreshTokens(tokenKeySecret)
  const sessions = new SessionService({ sessions: sessionRows, refreshTokens, accessTokens, revocations, ids })
  const ofSuspensions = { sessions, revocations, accessTokens, audit }
  const suspensions = new SuspensionService({
    ...ofSuspensions,
    suspensions: new SuspensionRepository(database),
    accounts,
  })
  const ofSessions = { sessions: sessionRows, service: sessions, refreshTokens }
  const refresh = new RefreshService({ ...ofSessions, suspensions, limiter, limits: limits.session, logger })
  const logout = new LogoutService({ ...ofSessions, accessTokens })

  const devices = new DeviceCookies(tokenKeySecret)
  const login = new LoginService({
    accounts,
    sessions,
    devices,
    confirmations,
    suspensions,
    notices,
    audit,
    requiresVerifiedEmail,
    hasher,
    limiter,
    limits: limits.login,
    outbox,
    clock,
    logger,
  })
  const passwords = new PasswordService({ accounts, sessions, links: emailLinks, notices, audit, hasher, limiter })
  const passwordResets = new PasswordResetService({
    accounts,
    confirmations,
    links: emailLinks,
    mails,
    passwords,
    hasher,
    limiter,
    clock,
    ids,
  })

  const place = createPlaceServices({
    database,
    background: { database: background, accounts: ofBackground.accounts },
    accounts,
    goneNames,
    sessions,
    login,
    passwords,
    confirmations,
    suspensions,
    audit,
    mails,
    hasher,
    limiter,
    limits: limits.registration,
    requiresVerifiedEmail,
    publicUrl,
    tokenKeySecret,
    clock,
    ids,
  })

  return {
    ...place,
    accounts,
    audit,
    administration: new AdministrationService({ accounts, audit, passwords, hasher, clock, ids }),
    confirmations,
    emailChanges: new EmailChangeService({ accounts, goneNames, passwords, confirmations, limiter }),
    deletion: new DeletionService({
      accounts,
      passwords,
      sessions,
      invites: place.invites,
      mails,
      audit,
      limiter,
    }),
    erasing: new Erasing({
      ...ofBackground,
      sessions,
      links: emailLinks,
      mails,
      invites: place.invites,
      suspensions,
      audit,
    }),
    personalData: createPersonalData(new PersonalDataRepository(background)),
    emailLinks,
    keys,
    login,
    logout,
    mails,
    mayGetMail: (id: string, kind: string) => ofBackground.accounts.mayGetMail(id, kind),
    mailKinds: createMailKinds({ database: background, accountsOver, ids, tokenKeySecret, publicUrl }),
    passwordResets,
    passwords,
    profiles,
    refresh,
    seeding: new SeedingService({ accounts, clock, isOn: isSeedingOn }),
    sessions,
    settings: new SettingsService({ accounts, limiter }),
    suspensions,
    tokens,
    /** Rows that are of no use any more are dropped by these. */
    leftovers: {
      rateLimits: new RateLimitRepository(background),
      revocations: revocationRows,
      sessions: new SessionRepository(background),
      emailLinks: new EmailLinkRepository(background),
      mails: new MailRepository(background),
      audit: new AuditRepository(background),
      goneNames: ofBackground.goneNames,
      suspensions: new SuspensionService({
        ...ofSuspensions,
        suspensions: new SuspensionRepository(background),
        accounts: ofBackground.accounts,
      }),
    },
  }
}
