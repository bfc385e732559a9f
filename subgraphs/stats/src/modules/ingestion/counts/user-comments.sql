INSERT INTO user_counts (user_id, comments_state, comment_likes_state)
SELECT author_id,
  bitShiftLeft(toUInt128(sum(version)), 64) + countIf(shown),
  bitShiftLeft(toUInt128(sum(version)), 64) + sumIf(likes, shown)
FROM comment_counts_by_author FINAL
WHERE author_id IN {users:Array(UUID)}
GROUP BY author_id
