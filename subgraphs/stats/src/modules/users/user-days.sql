-- What people did in each bucket, and what was done to what they wrote.
WITH
  written AS (SELECT post_id, author_id FROM post_counts_by_author FINAL WHERE author_id IN {users:Array(UUID)} AND visible),
  said AS
  (
    SELECT comment_id, post_id, author_id
    FROM comment_counts_by_author FINAL
    WHERE author_id IN {users:Array(UUID)} AND shown
  )
SELECT
  user_id,
  roundDown(second, {starts:Array(UInt32)}) AS bucket,
  sum(post_count) AS posts,
  sum(comment_count) AS comments,
  sum(like_count) AS likes_received,
  sum(view_count) AS views_received
FROM
(
  SELECT author_id AS user_id, toUnixTimestamp(created_at) AS second,
    count() AS post_count, 0 AS comment_count, 0 AS like_count, 0 AS view_count
  FROM post_states FINAL
  WHERE post_id IN (SELECT post_id FROM written) AND visible
  GROUP BY user_id, second
  UNION ALL
  SELECT author_id AS user_id, toUnixTimestamp(created_at) AS second, 0, count(), 0, 0
  FROM comment_states FINAL
  WHERE (post_id, comment_id) IN (SELECT post_id, comment_id FROM said) AND NOT deleted
  GROUP BY user_id, second
  UNION ALL
  SELECT author_id AS user_id, toUnixTimestamp(time) AS second, 0, 0, count(), 0
  FROM like_states FINAL
  WHERE post_id IN (SELECT post_id FROM written)
    AND comment_id = toUUID('00000000-0000-0000-0000-000000000000') AND active
  GROUP BY user_id, second
  UNION ALL
  SELECT author_id AS user_id, toUnixTimestamp(time) AS second, 0, 0, count(), 0
  FROM like_states FINAL
  WHERE (post_id, comment_id) IN (SELECT post_id, comment_id FROM said) AND active
  GROUP BY user_id, second
  UNION ALL
  SELECT written.author_id AS user_id, toUnixTimestamp(quarter) AS second, 0, 0, 0, viewed.amount
  FROM
  (
    SELECT post_id, quarter, uniqExactMerge(views) AS amount
    FROM views_by_quarter
    WHERE post_id IN (SELECT post_id FROM written)
      AND quarter >= toDateTime({start:UInt32}, 'UTC') AND quarter < toDateTime({end:UInt32}, 'UTC')
    GROUP BY post_id, quarter
  ) AS viewed
  INNER JOIN written ON written.post_id = viewed.post_id
)
WHERE second >= {start:UInt32} AND second < {end:UInt32}
GROUP BY user_id, bucket
