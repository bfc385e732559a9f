SELECT
  toString(live.comment_id) AS comment_id,
  toString(live.post_id) AS post_id,
  if(live.parent_id = toUUID('00000000-0000-0000-0000-000000000000'), NULL, toString(live.parent_id)) AS parent_id,
  toString(live.author_id) AS author_id,
  live.created_at AS created_at,
  live.updated_at AS updated_at,
  totals.likes AS likes
FROM
(
  SELECT comment_id, post_id, parent_id, author_id, created_at, updated_at
  FROM comment_states FINAL
  WHERE NOT deleted AND created_at >= toDateTime64({from:String}, 3, 'UTC') AND created_at < toDateTime64({to:String}, 3, 'UTC')
    AND post_id IN (SELECT post_id FROM post_states FINAL WHERE visible)
) AS live
LEFT JOIN (SELECT comment_id, likes FROM comment_counts_by_author FINAL WHERE live) AS totals ON totals.comment_id = live.comment_id
