-- Who wrote or liked anything on these posts, or liked these comments: what they did counts, or does not, by the state of those. The next of them.
SELECT DISTINCT user_id
FROM
(
  SELECT author_id AS user_id FROM comment_states WHERE post_id IN {posts:Array(UUID)}
  UNION ALL
  SELECT user_id FROM like_states WHERE post_id IN {posts:Array(UUID)}
  UNION ALL
  SELECT author_id FROM like_states WHERE post_id IN {posts:Array(UUID)}
  UNION ALL
  SELECT user_id FROM like_states
  WHERE post_id IN {commentPosts:Array(UUID)} AND comment_id IN {comments:Array(UUID)}
)
WHERE user_id > {after:UUID}
ORDER BY user_id
LIMIT {max:UInt32}
