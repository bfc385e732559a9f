INSERT INTO user_counts (user_id, likes_given_state)
SELECT user_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(counts)
FROM likes_by_giver FINAL
WHERE user_id IN {users:Array(UUID)}
GROUP BY user_id
