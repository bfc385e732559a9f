-- From the first day with anything to the last; days between them without anything are rows of zeros.
SELECT
  date,
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
    toDate(time) AS date,
    countIf(kind = 'registration') AS registration_count,
    countIf(kind = 'post') AS post_count,
    countIf(kind = 'comment') AS comment_count,
    countIf(kind = 'like') AS like_count,
    countIf(kind = 'repost') AS repost_count,
    0 AS view_count,
    0 AS people_count
  FROM happened
  GROUP BY date
  UNION ALL
  SELECT toDate(quarter) AS date, 0, 0, 0, 0, 0, uniqExactMerge(views), uniqExactMerge(people)
  FROM activity_sets
  GROUP BY date
)
WHERE date >= toDate(toDateTime64({from:String}, 3, 'UTC')) AND date < toDate(toDateTime64({to:String}, 3, 'UTC'))
GROUP BY date
ORDER BY date WITH FILL STEP toIntervalDay(1)
