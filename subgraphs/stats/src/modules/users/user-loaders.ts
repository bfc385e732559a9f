import { batchLoader } from '@forum/graphql-kit'
import { daysLoader } from '../../calendar/days-loader.ts'
import type { UserDay, UserStats, UserStatsService } from './user-stats-service.ts'

/** Of one request: a page of people is one query, and so is each range of their days. */
export function userLoaders(service: UserStatsService) {
  return {
    stats: batchLoader<string, UserStats>((users) => service.stats(users)),
    days: daysLoader<UserStats, UserDay>(
      ({ userId }) => userId,
      (users, range, asOf) => service.days(users, range, asOf),
    ),
  }
}
