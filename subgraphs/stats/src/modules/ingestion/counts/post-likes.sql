INSERT INTO post_counts (post_id, likes_state)
SELECT post_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active)
FROM like_states FINAL
WHERE post_id IN {posts:Array(UUID)} AND comment_id = toUUID('00000000-0000-0000-0000-000000000000')
GROUP BY post_id
