-- What came about on posts in each bucket, visible or not: who may see it is for the caller to say.
SELECT
  post_id,
  roundDown(second, {starts:Array(UInt32)}) AS bucket,
  sum(view_count) AS views,
  sum(like_count) AS likes,
  sum(comment_count) AS comments,
  sum(repost_count) AS reposts
FROM
(
  SELECT post_id, toUnixTimestamp(quarter) AS second,
    uniqExactMerge(views) AS view_count, 0 AS like_count, 0 AS comment_count, 0 AS repost_count
  FROM views_by_quarter
  WHERE post_id IN {posts:Array(UUID)}
    AND quarter >= toDateTime({start:UInt32}, 'UTC') AND quarter < toDateTime({end:UInt32}, 'UTC')
  GROUP BY post_id, quarter
  UNION ALL
  SELECT post_id, toUnixTimestamp(time) AS second, 0, count(), 0, 0
  FROM like_states FINAL
  WHERE post_id IN {posts:Array(UUID)} AND comment_id = toUUID('00000000-0000-0000-0000-000000000000') AND active
  GROUP BY post_id, second
  UNION ALL
  SELECT post_id, toUnixTimestamp(created_at) AS second, 0, 0, count(), 0
  FROM comment_states FINAL
  WHERE post_id IN {posts:Array(UUID)} AND NOT deleted
  GROUP BY post_id, second
  UNION ALL
  SELECT post_id, toUnixTimestamp(time) AS second, 0, 0, 0, count()
  FROM repost_states FINAL
  WHERE post_id IN {posts:Array(UUID)} AND active
  GROUP BY post_id, second
)
WHERE second >= {start:UInt32} AND second < {end:UInt32}
GROUP BY post_id, bucket
