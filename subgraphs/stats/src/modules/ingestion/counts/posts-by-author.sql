-- The counts of posts in the order of their authors, for those who are known.
INSERT INTO post_counts_by_author (author_id, post_id, visible_state, views_state, likes_state)
SELECT author_id, post_id, visible_state, views_state, likes_state
FROM post_counts FINAL
WHERE post_id IN {posts:Array(UUID)} AND author_id != toUUID('00000000-0000-0000-0000-000000000000')
