-- Whether the comment is live, for all likes of these comments.
INSERT INTO likes_by_giver (user_id, post_id, comment_id, live_state)
SELECT user_id, post_id, comment_id, transform(comment_id, {comments:Array(UUID)}, {states:Array(UInt64)}, toUInt64(0))
FROM like_states
WHERE post_id IN {posts:Array(UUID)} AND comment_id IN {comments:Array(UUID)}
