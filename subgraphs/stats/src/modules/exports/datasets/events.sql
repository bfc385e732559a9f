-- Who viewed what is in nobody's file: of a view neither the viewer nor the id is given, for the id could be guessed from the viewer.
SELECT
  type,
  if(type = 'post_viewed', NULL, toString(id)) AS id,
  time,
  source,
  if(type = 'post_viewed' OR actor_id = toUUID('00000000-0000-0000-0000-000000000000'), NULL, toString(actor_id)) AS actor_id,
  if(post_id = toUUID('00000000-0000-0000-0000-000000000000'), NULL, toString(post_id)) AS post_id,
  if(comment_id = toUUID('00000000-0000-0000-0000-000000000000'), NULL, toString(comment_id)) AS comment_id,
  if(user_id = toUUID('00000000-0000-0000-0000-000000000000'), NULL, toString(user_id)) AS user_id,
  nullIf(toString(view_source), '') AS view_source
FROM events FINAL
WHERE events.time >= toDateTime64({from:String}, 3, 'UTC') AND events.time < toDateTime64({to:String}, 3, 'UTC')
  AND (events.post_id = toUUID('00000000-0000-0000-0000-000000000000') OR events.post_id IN (SELECT post_id FROM post_states FINAL WHERE visible))
  AND events.comment_id NOT IN (SELECT comment_id FROM comment_states FINAL WHERE removed)
