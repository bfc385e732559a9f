import type { Asked } from '@forum/personal-data'
import { rowsByPage } from '@forum/personal-data'
import { z } from 'zod'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { timeText } from '../../clickhouse/time.ts'

const viewRow = z.object({ at: z.string(), postId: z.string(), source: z.string() })
type View = z.output<typeof viewRow>

/**
 * What somebody has read, half-hour by half-hour. The log is in the order of days: a page reads the views of its time, and all pages together the log
 * once, and what follows the last page once more for each.
 */
export const viewsOf = (clickhouse: ClickHouse, { userId, asOf }: Asked): AsyncGenerator<View> =>
  rowsByPage<View>(
    (after, limit) =>
      clickhouse.query({
        sql: `
          SELECT concat(formatDateTime(time, '%Y-%m-%dT%H:%i:%S', 'UTC'), '.000Z') AS at, toString(post_id) AS postId, view_source AS source
          FROM events FINAL
          WHERE type = 'post_viewed' AND actor_id = {userId:UUID} AND time <= parseDateTime64BestEffort({asOf:String}, 3, 'UTC')
            AND (time, toString(post_id)) > (parseDateTime64BestEffort({after:String}, 3, 'UTC'), {afterPost:String})
          ORDER BY time, postId
          LIMIT {limit:UInt32}`,
        parameters: {
          userId,
          asOf: timeText(asOf),
          after: after ? after.at : '1970-01-01T00:00:00.000Z',
          afterPost: after?.postId ?? '',
          limit,
        },
        row: viewRow,
        limits: 'export',
      }),
    50_000,
  )
