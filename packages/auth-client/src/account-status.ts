import { AccountStatus as ProtoAccountStatus, Role as ProtoRole } from './proto.ts'
import type { AccountStatus, Role } from './verdict.ts'

/** The statuses that this client knows; one of a newer Auth is missing. */
export const accountStatuses: Partial<Record<ProtoAccountStatus, AccountStatus>> = {
  [ProtoAccountStatus.ACCOUNT_STATUS_ACTIVE]: 'ACTIVE',
  [ProtoAccountStatus.ACCOUNT_STATUS_SUSPENDED]: 'SUSPENDED',
  [ProtoAccountStatus.ACCOUNT_STATUS_DELETED]: 'DELETED',
}

/** The same of ranks. */
export const roles: Partial<Record<ProtoRole, Role>> = {
  [ProtoRole.ROLE_USER]: 'USER',
  [ProtoRole.ROLE_MODERATOR]: 'MODERATOR',
  [ProtoRole.ROLE_ADMIN]: 'ADMIN',
}
