INSERT INTO user_counts (user_id, posts_state, post_likes_state, views_received_state)
SELECT author_id,
  bitShiftLeft(toUInt128(sum(version)), 64) + countIf(visible),
  bitShiftLeft(toUInt128(sum(version)), 64) + sumIf(likes, visible),
  bitShiftLeft(toUInt128(sum(version)), 64) + sumIf(views, visible)
FROM post_counts_by_author FINAL
WHERE author_id IN {users:Array(UUID)}
GROUP BY author_id
