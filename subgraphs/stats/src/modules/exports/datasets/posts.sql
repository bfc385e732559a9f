SELECT
  toString(shown.post_id) AS post_id,
  toString(shown.author_id) AS author_id,
  shown.tags AS tags,
  shown.created_at AS created_at,
  shown.updated_at AS updated_at,
  totals.views AS views,
  totals.unique_viewers AS unique_viewers,
  totals.likes AS likes,
  totals.comments AS comments,
  totals.reposts AS reposts
FROM
(
  SELECT post_id, author_id, tags, created_at, updated_at
  FROM post_states FINAL
  WHERE visible AND created_at >= toDateTime64({from:String}, 3, 'UTC') AND created_at < toDateTime64({to:String}, 3, 'UTC')
) AS shown
LEFT JOIN (SELECT post_id, views, unique_viewers, likes, comments, reposts FROM post_counts FINAL WHERE visible) AS totals
  ON totals.post_id = shown.post_id
