SELECT user_id AS userId, followers
FROM user_counts FINAL
WHERE user_id IN {users:Array(UUID)} AND followers >= 10
