-- The raw numbers of comments, live or not. The author also stands on the likes, in case they are read before the comment.
SELECT
  comment_id,
  any(post) AS post_id,
  max(author) AS author_id,
  max(is_live) AS live,
  sum(like_count) AS likes,
  sum(seen) AS version
FROM
(
  SELECT comment_id, post_id AS post, author_id AS author, NOT deleted AS is_live, 0 AS like_count, version AS seen
  FROM comments FINAL
  WHERE post_id IN {posts:Array(UUID)} AND comment_id IN {comments:Array(UUID)}
  UNION ALL
  SELECT comment_id, any(likes.post_id), max(likes.author_id), false, countIf(active), sum(version)
  FROM likes FINAL
  WHERE post_id IN {posts:Array(UUID)} AND comment_id IN {comments:Array(UUID)}
  GROUP BY comment_id
)
GROUP BY comment_id
