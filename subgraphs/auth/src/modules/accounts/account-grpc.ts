import { type AccountServiceServer, Role } from '@forum/auth-client/proto'
import type { Logger } from '@forum/service-kit'
import { status } from '@grpc/grpc-js'
import { protoRoles, protoStatuses } from '../../proto-statuses.ts'
import type { AccountService } from './account-service.ts'

/** AccountService of proto/forum/auth/v1/account.proto. */
export const accountHandlers = ({
  accounts,
  logger,
}: {
  accounts: AccountService
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
})
