WITH shown AS (SELECT post_id, created_at FROM posts FINAL WHERE visible)
SELECT
  roundDown(second, {starts:Array(UInt32)}) AS bucket,
  sumIf(amount, kind = 'registrations') AS registrations,
  sumIf(amount, kind = 'posts') AS posts,
  sumIf(amount, kind = 'comments') AS comments,
  sumIf(amount, kind = 'likes') AS likes,
  sumIf(amount, kind = 'reposts') AS reposts,
  sumIf(amount, kind = 'views') AS views,
  sumIf(amount, kind = 'people') AS active_users
FROM
(
  SELECT 'registrations' AS kind, toUnixTimestamp(created_at) AS second, count() AS amount
  FROM users FINAL
  WHERE status != 'DELETED'
  GROUP BY second
  UNION ALL
  SELECT 'posts', toUnixTimestamp(created_at) AS second, count()
  FROM shown
  GROUP BY second
  UNION ALL
  SELECT 'comments', toUnixTimestamp(created_at) AS second, count()
  FROM comments FINAL
  WHERE NOT deleted AND post_id IN (SELECT post_id FROM shown)
  GROUP BY second
  UNION ALL
  SELECT 'likes', toUnixTimestamp(time) AS second, count()
  FROM likes FINAL
  WHERE active AND post_id IN (SELECT post_id FROM shown)
    AND (
      comment_id = toUUID('00000000-0000-0000-0000-000000000000')
      OR comment_id IN (SELECT comment_id FROM comments FINAL WHERE NOT deleted)
    )
  GROUP BY second
  UNION ALL
  SELECT 'reposts', toUnixTimestamp(time) AS second, count()
  FROM reposts FINAL
  WHERE active AND post_id IN (SELECT post_id FROM shown)
  GROUP BY second
  UNION ALL
  SELECT 'views', toUnixTimestamp(quarter) AS second, uniqExactMerge(views)
  FROM activity_by_quarter
  WHERE quarter >= toDateTime({start:UInt32}, 'UTC') AND quarter < toDateTime({end:UInt32}, 'UTC')
  GROUP BY second
  UNION ALL
  -- One set a bucket, not a sum of sets: the same person counts once in it.
  SELECT 'people', roundDown(toUnixTimestamp(quarter), {starts:Array(UInt32)}) AS bucket_start, uniqExactMerge(people)
  FROM activity_by_quarter
  WHERE quarter >= toDateTime({start:UInt32}, 'UTC') AND quarter < toDateTime({end:UInt32}, 'UTC')
  GROUP BY bucket_start
)
WHERE (second >= {start:UInt32} AND second < {end:UInt32}) OR kind = 'people'
GROUP BY bucket
