import type { AuthClient } from '@forum/auth-client'
import { Idempotency } from '@forum/idempotency'
import { type Clock, type Ids, type Logger, systemClock, uuidv7Ids } from '@forum/service-kit'
import type { ClickHouse } from './clickhouse/clickhouse.ts'
import type { Database } from './database.ts'
import { ActivityRepository } from './modules/activity/activity-repository.ts'
import { ActivityService } from './modules/activity/activity-service.ts'
import type { Watermark } from './modules/as-of/watermark.ts'
import type { ExportLinks } from './modules/exports/export-links.ts'
import { ExportRepository } from './modules/exports/export-repository.ts'
import { ExportService } from './modules/exports/export-service.ts'
import { PlatformRepository } from './modules/platform/platform-repository.ts'
import { PlatformService } from './modules/platform/platform-service.ts'
import { PostStatsRepository } from './modules/posts/post-stats-repository.ts'
import { PostStatsService } from './modules/posts/post-stats-service.ts'
import { RankingRepository } from './modules/rankings/ranking-repository.ts'
import { RankingService } from './modules/rankings/ranking-service.ts'
import { UserStatsRepository } from './modules/users/user-stats-repository.ts'
import { UserStatsService } from './modules/users/user-stats-service.ts'

export type NumberServices = ReturnType<typeof createNumberServices>
export type Services = NumberServices & { exports: ExportService }

/** What answers numbers: ClickHouse and the watermark are all that it needs. */
export function createNumberServices(clickhouse: ClickHouse, asOf: Watermark) {
  return {
    asOf,
    posts: new PostStatsService(new PostStatsRepository(clickhouse), asOf),
    users: new UserStatsService(new UserStatsRepository(clickhouse), asOf),
    rankings: new RankingService(new RankingRepository(clickhouse), asOf),
    activity: new ActivityService(new ActivityRepository(clickhouse), asOf),
    platform: new PlatformService(new PlatformRepository(clickhouse), asOf),
  }
}

export type ExportServicesOptions = {
  database: Database
  asOf: Watermark
  links: ExportLinks
  onRequested: () => void
  recordExport: AuthClient['recordExport']
  logger: Logger
  clock?: Clock
  ids?: Ids
}

export function createExportServices({
  database,
  asOf,
  links,
  onRequested,
  recordExport,
  logger,
  clock = systemClock,
  ids = uuidv7Ids,
}: ExportServicesOptions) {
  const repository = new ExportRepository(database)
  const idempotency = new Idempotency({ database, clock })
  const exports = new ExportService({
    exports: repository,
    idempotency,
    links,
    asOf,
    clock,
    ids,
    onRequested,
    recordExport,
    logger,
  })
  return { repository, idempotency, exports }
}
