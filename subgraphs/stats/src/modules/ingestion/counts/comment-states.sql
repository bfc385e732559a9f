-- Which comments are live, with their versions, as the counts keep it.
SELECT comment_id AS id, max(version * 2 + NOT deleted) AS state
FROM comment_states
WHERE post_id IN {posts:Array(UUID)} AND comment_id IN {comments:Array(UUID)}
GROUP BY comment_id
