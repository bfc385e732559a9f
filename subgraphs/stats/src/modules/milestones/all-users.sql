SELECT user_id AS userId, followers
FROM user_counts FINAL
WHERE user_id > {after:UUID} AND followers >= 10
ORDER BY user_id
LIMIT {max:UInt32}
