import type { ClickHouse } from './clickhouse/clickhouse.ts'
import { ActivityRepository } from './modules/activity/activity-repository.ts'
import { ActivityService } from './modules/activity/activity-service.ts'
import type { Mark } from './modules/as-of/mark.ts'
import { PlatformRepository } from './modules/platform/platform-repository.ts'
import { PlatformService } from './modules/platform/platform-service.ts'
import { PostStatsRepository } from './modules/posts/post-stats-repository.ts'
import { PostStatsService } from './modules/posts/post-stats-service.ts'
import { RankingRepository } from './modules/rankings/ranking-repository.ts'
import { RankingService } from './modules/rankings/ranking-service.ts'
import { UserStatsRepository } from './modules/users/user-stats-repository.ts'
import { UserStatsService } from './modules/users/user-stats-service.ts'

export type Services = ReturnType<typeof createServices>

export function createServices({ clickhouse, asOf }: { clickhouse: ClickHouse; asOf: Mark }) {
  return {
    asOf,
    posts: new PostStatsService(new PostStatsRepository(clickhouse), asOf),
    users: new UserStatsService(new UserStatsRepository(clickhouse), asOf),
    activity: new ActivityService(new ActivityRepository(clickhouse), asOf),
    platform: new PlatformService(new PlatformRepository(clickhouse), asOf),
    rankings: new RankingService(new RankingRepository(clickhouse), asOf),
  }
}
