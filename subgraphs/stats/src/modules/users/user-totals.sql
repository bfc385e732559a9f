SELECT user_id, posts, comments, likes_given, likes_received, views_received, followers
FROM user_counts FINAL
WHERE user_id IN {users:Array(UUID)}
