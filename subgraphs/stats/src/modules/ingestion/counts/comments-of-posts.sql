-- Whether their post is visible, for all comments of these posts.
INSERT INTO comment_counts_by_author (author_id, post_id, comment_id, visible_state)
SELECT author_id, post_id, comment_id, transform(post_id, {posts:Array(UUID)}, {states:Array(UInt64)}, toUInt64(0))
FROM comment_states
WHERE post_id IN {posts:Array(UUID)}
