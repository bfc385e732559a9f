SELECT
  toString(post_id) AS post_id,
  if(comment_id = toUUID('00000000-0000-0000-0000-000000000000'), NULL, toString(comment_id)) AS comment_id,
  toString(user_id) AS user_id,
  time AS liked_at
FROM like_states FINAL
WHERE active AND time >= toDateTime64({from:String}, 3, 'UTC') AND time < toDateTime64({to:String}, 3, 'UTC')
  AND like_states.post_id IN (SELECT post_id FROM post_states FINAL WHERE visible)
  AND (like_states.comment_id = toUUID('00000000-0000-0000-0000-000000000000') OR like_states.comment_id IN (SELECT comment_id FROM comment_states FINAL WHERE NOT deleted))
