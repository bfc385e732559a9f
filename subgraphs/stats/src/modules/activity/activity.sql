SELECT
  bucket,
  sum(registration_count) AS registrations,
  sum(post_count) AS posts,
  sum(comment_count) AS comments,
  sum(like_count) AS likes,
  sum(repost_count) AS reposts,
  sum(view_count) AS views,
  sum(people_count) AS active_users
FROM
(
  SELECT
    roundDown(toUnixTimestamp(time), {starts:Array(UInt32)}) AS bucket,
    countIf(kind = 'registration') AS registration_count,
    countIf(kind = 'post') AS post_count,
    countIf(kind = 'comment') AS comment_count,
    countIf(kind = 'like') AS like_count,
    countIf(kind = 'repost') AS repost_count,
    0 AS view_count,
    0 AS people_count
  FROM happened
  WHERE toUnixTimestamp(time) >= {start:UInt32} AND toUnixTimestamp(time) < {end:UInt32}
  GROUP BY bucket
  UNION ALL
  -- One set a bucket, not a sum of sets: the same person counts once in it.
  SELECT
    roundDown(toUnixTimestamp(quarter), {starts:Array(UInt32)}) AS bucket,
    0, 0, 0, 0, 0, uniqExactMerge(views), uniqExactMerge(people)
  FROM activity_by_quarter
  WHERE quarter >= toDateTime({start:UInt32}, 'UTC') AND quarter < toDateTime({end:UInt32}, 'UTC')
  GROUP BY bucket
)
GROUP BY bucket
