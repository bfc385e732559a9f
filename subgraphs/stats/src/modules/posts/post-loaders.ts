import { batchLoader, type Viewer } from '@forum/graphql-kit'
import type { DayRange } from '../../calendar/buckets.ts'
import type { PostDay, PostStats, PostStatsService } from './post-stats-service.ts'

export type PostDaysKey = { post: PostStats; range: DayRange }

export type PostLoaders = ReturnType<typeof postLoaders>

/** Of one request: a page of posts is one query, and so is each range of their days. */
export function postLoaders(service: PostStatsService, viewer: Viewer | null) {
  const nameOf = ({ from, to, timezone }: DayRange) => `${from} ${to} ${timezone ?? ''}`
  const keyOf = ({ post, range }: PostDaysKey) => `${post.postId} ${nameOf(range)}`
  return {
    stats: batchLoader<string, PostStats>((posts) => service.stats(viewer, posts)),
    days: batchLoader<PostDaysKey, PostDay[], string>(async (keys) => {
      const found = new Map<string, PostDay[]>()
      for (const group of Map.groupBy(keys, ({ range }) => nameOf(range)).values()) {
        const [first] = group
        if (!first) continue
        const days = await service.days(
          group.map(({ post }) => post.postId),
          first.range,
          first.post.asOf,
        )
        for (const key of group) found.set(keyOf(key), days.get(key.post.postId) ?? [])
      }
      return found
    }, keyOf),
  }
}
