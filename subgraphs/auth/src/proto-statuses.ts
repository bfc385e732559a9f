import { AccountStatus, Role } from '@forum/auth-client/proto'

/** How an account's status is written on the wire. */
export const protoStatuses = {
  ACTIVE: AccountStatus.ACCOUNT_STATUS_ACTIVE,
  SUSPENDED: AccountStatus.ACCOUNT_STATUS_SUSPENDED,
  DELETED: AccountStatus.ACCOUNT_STATUS_DELETED,
}

/** The same of a rank. */
export const protoRoles = { USER: Role.ROLE_USER, MODERATOR: Role.ROLE_MODERATOR, ADMIN: Role.ROLE_ADMIN }
