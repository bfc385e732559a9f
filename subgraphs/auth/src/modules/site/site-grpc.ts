import type { SiteServiceServer } from '@forum/auth-client/proto'
import { isUuid } from '@forum/graphql-kit'
import type { Logger } from '@forum/service-kit'
import { status } from '@grpc/grpc-js'
import type { SiteService } from './site-service.ts'

/** SiteService of proto/forum/auth/v1/site.proto. */
export const siteHandlers = ({
  site,
  logger,
}: {
  site: Pick<SiteService, 'rulesByIds'>
  logger: Logger
}): SiteServiceServer => ({
  getRule: async (call, callback) => {
    try {
      const id = call.request.ruleId.toLowerCase()
      const rule = isUuid(id) ? (await site.rulesByIds([id])).get(id) : undefined
      callback(null, { rule: rule && { id, title: rule.title } })
    } catch (error) {
      logger.error({ err: error }, 'a rule could not be looked up')
      callback({ code: status.UNAVAILABLE, details: 'the rules cannot be looked up at the moment' })
    }
  },
})
