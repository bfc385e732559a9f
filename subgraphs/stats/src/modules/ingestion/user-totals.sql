-- The public numbers of people: of posts that are public and live, comments that are live on such posts, and what was done to them.
WITH
  authored AS (SELECT * FROM comment_totals FINAL WHERE author_id IN {users:Array(UUID)}),
  given AS (SELECT * FROM likes_by_user FINAL WHERE user_id IN {users:Array(UUID)})
SELECT
  user_id,
  sum(post_count) AS posts,
  sum(comment_count) AS comments,
  sum(given_count) AS likes_given,
  sum(received_count) AS likes_received,
  sum(view_count) AS views_received,
  sum(follower_count) AS followers,
  sum(seen) AS version
FROM
(
  SELECT author_id AS user_id,
    countIf(visible) AS post_count, 0 AS comment_count, 0 AS given_count, sumIf(likes, visible) AS received_count,
    sumIf(views, visible) AS view_count, 0 AS follower_count, sum(version) AS seen
  FROM post_totals_by_author FINAL
  WHERE author_id IN {users:Array(UUID)}
  GROUP BY user_id
  UNION ALL
  SELECT authored.author_id AS user_id,
    0, countIf(authored.live AND post.visible), 0, sumIf(authored.likes, authored.live AND post.visible),
    0, 0, sum(authored.version + post.version)
  FROM authored
  LEFT JOIN
  (
    SELECT post_id, visible, version
    FROM posts FINAL
    WHERE post_id IN (SELECT post_id FROM comment_totals WHERE author_id IN {users:Array(UUID)})
  ) AS post ON post.post_id = authored.post_id
  GROUP BY user_id
  UNION ALL
  SELECT given.user_id AS user_id,
    0, 0, countIf(given.active AND post.visible AND (
      given.comment_id = toUUID('00000000-0000-0000-0000-000000000000') OR comment.live
    )), 0, 0, 0, sum(given.version + post.version + comment.version)
  FROM given
  LEFT JOIN
  (
    SELECT post_id, visible, version
    FROM posts FINAL
    WHERE post_id IN (SELECT post_id FROM likes_by_user WHERE user_id IN {users:Array(UUID)})
  ) AS post ON post.post_id = given.post_id
  LEFT JOIN
  (
    SELECT comment_id, NOT deleted AS live, version
    FROM comments FINAL
    WHERE (post_id, comment_id) IN (SELECT post_id, comment_id FROM likes_by_user WHERE user_id IN {users:Array(UUID)})
  ) AS comment ON comment.comment_id = given.comment_id
  GROUP BY user_id
  UNION ALL
  SELECT followed_id AS user_id, 0, 0, 0, 0, 0, countIf(active), sum(version)
  FROM follows FINAL
  WHERE followed_id IN {users:Array(UUID)}
  GROUP BY user_id
)
GROUP BY user_id
