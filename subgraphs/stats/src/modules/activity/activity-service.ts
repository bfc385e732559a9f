import { type BucketSize, type DayRange, readBuckets } from '../../calendar/buckets.ts'
import { alongBuckets } from '../../calendar/series.ts'
import { KeptAnswers } from '../../keeping/kept-answers.ts'
import type { Watermark } from '../as-of/watermark.ts'
import type { ActivityRepository, ActivityRow } from './activity-repository.ts'

export class ActivityService {
  readonly #repository: ActivityRepository
  readonly #kept: KeptAnswers<ActivityRow[]>

  constructor(repository: ActivityRepository, asOf: Watermark) {
    this.#repository = repository
    this.#kept = new KeptAnswers(asOf)
  }

  /** @throws BAD_USER_INPUT, RANGE_TOO_WIDE */
  async activity({ bucket, ...range }: DayRange & { bucket?: BucketSize | null | undefined }) {
    const size = bucket ?? 'DAY'
    const buckets = readBuckets(range, size)
    const key = JSON.stringify([size, buckets.from, buckets.to, buckets.timezone])
    const { answer: rows, asOf } = await this.#kept.get(key, { isRolling: false }, () =>
      this.#repository.activity(buckets),
    )
    const points = alongBuckets(buckets, rows, ({ start, end }, row) => ({
      at: new Date(start),
      registrations: row?.registrations ?? 0,
      posts: row?.posts ?? 0,
      comments: row?.comments ?? 0,
      likes: row?.likes ?? 0,
      reposts: row?.reposts ?? 0,
      views: row?.views ?? 0,
      activeUsers: row?.active_users ?? 0,
      complete: end <= asOf.getTime(),
    }))
    return { points, from: buckets.from, to: buckets.to, bucket: size, timezone: buckets.timezone, asOf }
  }
}
