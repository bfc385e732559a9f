INSERT INTO post_counts (post_id, comments_state)
SELECT post_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(NOT deleted)
FROM comment_states FINAL
WHERE post_id IN {posts:Array(UUID)}
GROUP BY post_id
