import type { ClickHouse } from './clickhouse/clickhouse.ts'
import type { AsOfService } from './modules/as-of/as-of-service.ts'
import { PostStatsRepository } from './modules/posts/post-stats-repository.ts'
import { PostStatsService } from './modules/posts/post-stats-service.ts'
import { RankingRepository } from './modules/rankings/ranking-repository.ts'
import { RankingService } from './modules/rankings/ranking-service.ts'

export type Services = ReturnType<typeof createServices>

export function createServices({ clickhouse, asOf }: { clickhouse: ClickHouse; asOf: AsOfService }) {
  return {
    asOf,
    posts: new PostStatsService(new PostStatsRepository(clickhouse), asOf),
    rankings: new RankingService(new RankingRepository(clickhouse), asOf),
  }
}
