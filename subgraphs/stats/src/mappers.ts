import type { ExportJob } from './modules/exports/export-repository.ts'
import type { PlatformService, RequestStats } from './modules/platform/platform-service.ts'
import type { PostStats } from './modules/posts/post-stats-service.ts'
import type { Ranked } from './modules/rankings/ranking-repository.ts'
import type { Ranking } from './modules/rankings/ranking-service.ts'
import type { UserStats } from './modules/users/user-stats-service.ts'

// What resolvers pass around for a type of the schema.

/** As the gateway represents it: visibility is what Posts said to this viewer, absent where it said nothing. */
export type PostMapper = { ref: string; visibility?: 'PUBLIC' | 'PRIVATE' | null | undefined }
export type PostStatsMapper = PostStats
export type UserMapper = { id: string }
export type UserStatsMapper = UserStats
export type PostRankingMapper = Ranking
export type UserRankingMapper = Ranking
export type RankedPostMapper = Ranked
export type RankedUserMapper = Ranked
export type PlatformStatsMapper = Awaited<ReturnType<PlatformService['stats']>>
export type RequestStatsMapper = RequestStats
export type ExportMapper = ExportJob
