WITH shown AS (SELECT post_id FROM post_states FINAL WHERE visible)
SELECT
  toString(post_id) AS post_id,
  date,
  sum(view_count) AS views,
  sum(like_count) AS likes,
  sum(comment_count) AS comments,
  sum(repost_count) AS reposts
FROM
(
  SELECT post_id, toDate(quarter) AS date,
    uniqExactMerge(views) AS view_count, 0 AS like_count, 0 AS comment_count, 0 AS repost_count
  FROM views_by_quarter
  WHERE post_id IN (SELECT post_id FROM shown)
  GROUP BY post_id, date
  UNION ALL
  SELECT post_id, toDate(time) AS date, 0, count(), 0, 0
  FROM like_states FINAL
  WHERE active AND comment_id = toUUID('00000000-0000-0000-0000-000000000000') AND post_id IN (SELECT post_id FROM shown)
  GROUP BY post_id, date
  UNION ALL
  SELECT post_id, toDate(created_at) AS date, 0, 0, count(), 0
  FROM comment_states FINAL
  WHERE NOT deleted AND post_id IN (SELECT post_id FROM shown)
  GROUP BY post_id, date
  UNION ALL
  SELECT post_id, toDate(time) AS date, 0, 0, 0, count()
  FROM repost_states FINAL
  WHERE active AND post_id IN (SELECT post_id FROM shown)
  GROUP BY post_id, date
) AS counted
WHERE date >= toDate(toDateTime64({from:String}, 3, 'UTC')) AND date < toDate(toDateTime64({to:String}, 3, 'UTC'))
GROUP BY counted.post_id, date
