-- The raw numbers of posts, visible or not, and the sum of the versions of all rows that they were read from.
SELECT
  post_id,
  max(author) AS author_id,
  max(is_visible) AS visible,
  sum(view_count) AS views,
  sum(viewer_count) AS unique_viewers,
  sum(like_count) AS likes,
  sum(comment_count) AS comments,
  sum(repost_count) AS reposts,
  sum(seen) AS version
FROM
(
  SELECT post_id, author_id AS author, visible AS is_visible,
    0 AS view_count, 0 AS viewer_count, 0 AS like_count, 0 AS comment_count, 0 AS repost_count, version AS seen
  FROM posts FINAL
  WHERE post_id IN {posts:Array(UUID)}
  UNION ALL
  SELECT post_id, toUUID('00000000-0000-0000-0000-000000000000'), false,
    uniqExactMerge(views), uniqExactMerge(viewers), 0, 0, 0, uniqExactMerge(views)
  FROM views_by_post
  WHERE post_id IN {posts:Array(UUID)}
  GROUP BY post_id
  UNION ALL
  SELECT post_id, toUUID('00000000-0000-0000-0000-000000000000'), false, 0, 0, countIf(active), 0, 0, sum(version)
  FROM likes FINAL
  WHERE post_id IN {posts:Array(UUID)} AND comment_id = toUUID('00000000-0000-0000-0000-000000000000')
  GROUP BY post_id
  UNION ALL
  SELECT post_id, toUUID('00000000-0000-0000-0000-000000000000'), false, 0, 0, 0, countIf(NOT deleted), 0, sum(version)
  FROM comments FINAL
  WHERE post_id IN {posts:Array(UUID)}
  GROUP BY post_id
  UNION ALL
  SELECT post_id, toUUID('00000000-0000-0000-0000-000000000000'), false, 0, 0, 0, 0, countIf(active), sum(version)
  FROM reposts FINAL
  WHERE post_id IN {posts:Array(UUID)}
  GROUP BY post_id
)
GROUP BY post_id
