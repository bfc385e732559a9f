import { AccountStatus as ProtoAccountStatus } from './proto.ts'
import type { AccountStatus } from './verdict.ts'

/** The statuses that this client knows; one of a newer Auth is missing. */
export const accountStatuses: Partial<Record<ProtoAccountStatus, AccountStatus>> = {
  [ProtoAccountStatus.ACCOUNT_STATUS_ACTIVE]: 'ACTIVE',
  [ProtoAccountStatus.ACCOUNT_STATUS_SUSPENDED]: 'SUSPENDED',
  [ProtoAccountStatus.ACCOUNT_STATUS_DELETED]: 'DELETED',
}
