-- Whether the post is visible, for all likes on these posts.
INSERT INTO likes_by_giver (user_id, post_id, comment_id, visible_state)
SELECT user_id, post_id, comment_id, transform(post_id, {posts:Array(UUID)}, {states:Array(UInt64)}, toUInt64(0))
FROM like_states
WHERE post_id IN {posts:Array(UUID)}
