-- One of $parts parts of all views: ten a post, and as many again that a few posts have most of. A view
-- is of one viewer, post and half-hour; one in three is a member's.
INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH
  (SELECT groupArray(user_id) FROM (SELECT user_id FROM users ORDER BY user_id LIMIT 20000)) AS members,
  toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT 'post_viewed', reinterpretAsUUID(sipHash128(post_id, viewer, half_hour)), half_hour, 'forum/posts',
  if(is_member, member, nil), post_id, nil, author_id, viewer, 'FEED', 7
FROM
(
  SELECT post_id, author_id, sipHash64(post_id, place) AS chance, chance % 3 = 0 AS is_member,
    members[1 + intDiv(chance, 3) % length(members)] AS member,
    if(is_member, toString(member), concat('visitor-', toString(intDiv(chance, 7) % 500000))) AS viewer,
    toDateTime64(toStartOfInterval(
      created_at + toIntervalSecond(toInt64(dateDiff('second', created_at, now()) * pow((chance % 1000003) / 1000003, 2))),
      INTERVAL 30 MINUTE, 'UTC'), 3, 'UTC') AS half_hour
  FROM post_states
  ARRAY JOIN range(10 + toUInt64(least(8000, 4294967296 / (1 + sipHash64(post_id) % 4294967296)))) AS place
  WHERE cityHash64(post_id) % $parts = $part
)
