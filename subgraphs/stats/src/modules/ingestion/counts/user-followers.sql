INSERT INTO user_counts (user_id, followers_state)
SELECT followed_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active)
FROM follow_states FINAL
WHERE followed_id IN {users:Array(UUID)}
GROUP BY followed_id
