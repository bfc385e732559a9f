INSERT INTO post_counts (post_id, reposts_state)
SELECT post_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active)
FROM repost_states FINAL
WHERE post_id IN {posts:Array(UUID)}
GROUP BY post_id
