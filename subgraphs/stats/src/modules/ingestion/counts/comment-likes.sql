-- The author also stands on the likes, in case they come before the comment.
INSERT INTO comment_counts_by_author (author_id, post_id, comment_id, likes_state)
SELECT max(author_id), any(post_id), comment_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active)
FROM like_states FINAL
WHERE post_id IN {posts:Array(UUID)} AND comment_id IN {comments:Array(UUID)}
GROUP BY comment_id
