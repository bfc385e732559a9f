import { batchLoader, type Viewer } from '@forum/graphql-kit'
import { daysLoader } from '../../calendar/days-loader.ts'
import type { PostDay, PostStats, PostStatsService } from './post-stats-service.ts'

/** Of one request: a page of posts is one query, and so is each range of their days. */
export function postLoaders(service: PostStatsService, viewer: Viewer | null) {
  return {
    stats: batchLoader<string, PostStats>((posts) => service.stats(viewer, posts)),
    days: daysLoader<PostStats, PostDay>(
      ({ postId }) => postId,
      (posts, range, asOf) => service.days(posts, range, asOf),
    ),
  }
}
