SELECT user_id, posts, comments, likes_given, likes_received, views_received, followers
FROM user_totals FINAL
WHERE user_id IN {users:Array(UUID)}
