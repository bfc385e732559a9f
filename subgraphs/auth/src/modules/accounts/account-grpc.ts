import { type AccountServiceServer, Role } from '@forum/auth-client/proto'
import { isUuid } from '@forum/graphql-kit'
import type { Logger } from '@forum/service-kit'
import { status } from '@grpc/grpc-js'
import { protoRoles, protoStatuses } from '../../proto-statuses.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { AccountService } from './account-service.ts'

/** AccountService of proto/forum/auth/v1/account.proto. */
export const accountHandlers = ({
  accounts,
  audit,
  logger,
}: {
  accounts: AccountService
  audit: AuditService
  logger: Logger
}): AccountServiceServer => ({
  getAccountStatus: async (call, callback) => {
    try {
      const found = await accounts.standingOf(call.request.userId)
      callback(null, {
        accountStatus: found ? protoStatuses[found.status] : undefined,
        role: found ? protoRoles[found.role] : Role.ROLE_UNSPECIFIED,
      })
    } catch (error) {
      logger.error({ err: error }, 'an account could not be looked up')
      callback({ code: status.UNAVAILABLE, details: 'the account cannot be looked up at the moment' })
    }
  },

  recordExport: async (call, callback) => {
    const { userId, dataset, address } = call.request
    if (!isUuid(userId) || !/^[A-Z_]{1,40}$/.test(dataset)) {
      callback({ code: status.INVALID_ARGUMENT, details: 'no id, or no dataset' })
      return
    }
    try {
      await audit.write(null, { kind: 'EXPORT_ASKED', by: userId, whom: userId, detail: dataset, address })
      callback(null, {})
    } catch (error) {
      logger.error({ err: error }, 'an export could not be noted')
      callback({ code: status.UNAVAILABLE, details: 'the audit log cannot be written at the moment' })
    }
  },
})
