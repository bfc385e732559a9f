import { AccountStatus } from '@forum/auth-client/proto'

/** How an account's status is written on the wire. */
export const protoStatuses = {
  ACTIVE: AccountStatus.ACCOUNT_STATUS_ACTIVE,
  SUSPENDED: AccountStatus.ACCOUNT_STATUS_SUSPENDED,
  DELETED: AccountStatus.ACCOUNT_STATUS_DELETED,
}
