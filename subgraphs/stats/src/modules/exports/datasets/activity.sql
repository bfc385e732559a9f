-- From the first day with anything to the last; days between them without anything are rows of zeros.
WITH shown AS (SELECT post_id, created_at FROM posts FINAL WHERE visible)
SELECT
  date,
  sumIf(amount, kind = 'registrations') AS registrations,
  sumIf(amount, kind = 'posts') AS posts,
  sumIf(amount, kind = 'comments') AS comments,
  sumIf(amount, kind = 'likes') AS likes,
  sumIf(amount, kind = 'reposts') AS reposts,
  sumIf(amount, kind = 'views') AS views,
  sumIf(amount, kind = 'people') AS active_users
FROM
(
  SELECT 'registrations' AS kind, toDate(created_at) AS date, count() AS amount
  FROM users FINAL
  WHERE status != 'DELETED'
  GROUP BY date
  UNION ALL
  SELECT 'posts', toDate(created_at) AS date, count() FROM shown GROUP BY date
  UNION ALL
  SELECT 'comments', toDate(created_at) AS date, count()
  FROM comments FINAL
  WHERE NOT deleted AND post_id IN (SELECT post_id FROM shown)
  GROUP BY date
  UNION ALL
  SELECT 'likes', toDate(time) AS date, count()
  FROM likes FINAL
  WHERE active AND post_id IN (SELECT post_id FROM shown)
    AND (comment_id = toUUID('00000000-0000-0000-0000-000000000000') OR comment_id IN (SELECT comment_id FROM comments FINAL WHERE NOT deleted))
  GROUP BY date
  UNION ALL
  SELECT 'reposts', toDate(time) AS date, count()
  FROM reposts FINAL
  WHERE active AND post_id IN (SELECT post_id FROM shown)
  GROUP BY date
  UNION ALL
  SELECT 'views', toDate(quarter) AS date, uniqExactMerge(views) FROM activity_by_quarter GROUP BY date
  UNION ALL
  SELECT 'people', toDate(quarter) AS date, uniqExactMerge(people) FROM activity_by_quarter GROUP BY date
)
WHERE date >= toDate(toDateTime64({from:String}, 3, 'UTC')) AND date < toDate(toDateTime64({to:String}, 3, 'UTC'))
GROUP BY date
ORDER BY date WITH FILL STEP toIntervalDay(1)
