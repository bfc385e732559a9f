// What resolvers pass around for a type; code generation reads the names.

import type { Person } from './modules/accounts/account-repository.ts'
import type { AuditEntry } from './modules/audit/audit-service.ts'
import type { Invite } from './modules/invites/invite-service.ts'

export type UserMapper = Person

/** `sessionId`: the session that asks, or that was just opened. */
export type ViewerMapper = { id: string; sessionId: string }

export type AuditEntryMapper = AuditEntry

export type InviteMapper = Invite

export type CreateFirstAdminSuccessMapper = { userId: string }

export type SetUserRoleSuccessMapper = { userId: string }

export type SuspendUserSuccessMapper = { userId: string; endedSessions: number }

export type ReinstateUserSuccessMapper = { userId: string }

export type KeepAccountSuccessMapper = { viewer: ViewerMapper }

export type UpdateSettingsSuccessMapper = { viewer: ViewerMapper }

export type UpdateProfileSuccessMapper = { userId: string }
