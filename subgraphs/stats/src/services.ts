import type { AuthClient } from '@forum/auth-client'
import { Idempotency } from '@forum/idempotency'
import { Outbox } from '@forum/outbox'
import { type Clock, type Ids, type Logger, systemClock, uuidv7Ids } from '@forum/service-kit'
import type { ClickHouse } from './clickhouse/clickhouse.ts'
import type { Database } from './database.ts'
import { ActivityRepository } from './modules/activity/activity-repository.ts'
import { ActivityService } from './modules/activity/activity-service.ts'
import type { Watermark } from './modules/as-of/watermark.ts'
import type { ExportLinks } from './modules/exports/export-links.ts'
import { ExportRepository } from './modules/exports/export-repository.ts'
import { ExportService } from './modules/exports/export-service.ts'
import { FeedRankings } from './modules/feed-rankings/feed-rankings.ts'
import { RankingLoop } from './modules/feed-rankings/ranking-loop.ts'
import { RankingMarks } from './modules/feed-rankings/ranking-marks.ts'
import { RankingRefresh } from './modules/feed-rankings/ranking-refresh.ts'
import { MilestoneCounts } from './modules/milestones/milestone-counts.ts'
import { MilestoneRepository } from './modules/milestones/milestone-repository.ts'
import { MilestoneService } from './modules/milestones/milestone-service.ts'
import { PlatformRepository } from './modules/platform/platform-repository.ts'
import { PlatformService } from './modules/platform/platform-service.ts'
import { PostStatsRepository } from './modules/posts/post-stats-repository.ts'
import { PostStatsService } from './modules/posts/post-stats-service.ts'
import { RankingRepository } from './modules/rankings/ranking-repository.ts'
import { RankingService } from './modules/rankings/ranking-service.ts'
import { UserStatsRepository } from './modules/users/user-stats-repository.ts'
import { UserStatsService } from './modules/users/user-stats-service.ts'
import { ReportMarks } from './modules/weekly-reports/report-marks.ts'
import { WeeklyReports } from './modules/weekly-reports/weekly-reports.ts'

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

export function createMilestones({
  database,
  clickhouse,
  clock = systemClock,
}: Pick<RankingLoopOptions, 'database' | 'clickhouse' | 'clock'>): MilestoneService {
  const counts = new MilestoneCounts(clickhouse)
  return new MilestoneService({ database, counts, milestones: new MilestoneRepository(), outbox: new Outbox(), clock })
}

export function createWeeklyReports({
  database,
  clickhouse,
  asOf,
  clock = systemClock,
}: Pick<RankingLoopOptions, 'database' | 'clickhouse' | 'asOf' | 'clock'>): WeeklyReports {
  return new WeeklyReports({ database, clickhouse, asOf, marks: new ReportMarks(), outbox: new Outbox(), clock })
}

export type RankingLoopOptions = {
  database: Database
  clickhouse: ClickHouse
  asOf: Watermark
  rankings: RankingService
  logger: Logger
  clock?: Clock
  ids?: Ids
}

/** What tells Posts how its feeds are ranked. */
export function createRankingLoop(options: RankingLoopOptions): RankingLoop {
  const { database, clickhouse, asOf, logger, clock = systemClock, ids = uuidv7Ids } = options
  const rankings = new FeedRankings(clickhouse, options.rankings)
  const told = { marks: new RankingMarks(), outbox: new Outbox() }
  const refresh = new RankingRefresh({ database, ...told, rankings, clock, ids })
  return new RankingLoop({ refresh, asOf, logger })
}
