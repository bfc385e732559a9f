-- Which posts are visible, with their versions, as the counts keep it.
SELECT post_id AS id, max(version * 2 + visible) AS state
FROM post_states
WHERE post_id IN {posts:Array(UUID)}
GROUP BY post_id
