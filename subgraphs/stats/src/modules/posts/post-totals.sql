-- The numbers of a page of posts with their state: who may see them is for the caller to say.
SELECT post_id, author_id, visibility, deleted, removed, views, unique_viewers, likes, comments, reposts
FROM
(
  SELECT post_id, author_id, visibility, deleted, removed
  FROM post_states FINAL
  WHERE post_id IN {posts:Array(UUID)}
) AS state
LEFT JOIN
(
  SELECT post_id, views, unique_viewers, likes, comments, reposts
  FROM post_counts FINAL
  WHERE post_id IN {posts:Array(UUID)}
) AS totals ON totals.post_id = state.post_id
