-- What a week brought each author who has any, in the order of their ids. It reads the views of a week, and all likes, comments and follows: once a week.
WITH
  toDateTime64({from:String}, 3, 'UTC') AS begins,
  toDateTime64({to:String}, 3, 'UTC') AS ends,
  shown AS (SELECT post_id, author_id FROM post_counts FINAL WHERE visible)
SELECT
  userId,
  sum(view_count) AS views,
  sum(like_count) AS likes,
  sum(comment_count) AS commentsReceived,
  sum(follower_count) AS followersGained,
  -- Of posts that were viewed or liked: the nil UUID where there was none.
  argMaxIf(post_id, (post_views, post_likes, toString(post_id)), post_views + post_likes > 0) AS bestPostId
FROM
(
  SELECT shown.author_id AS userId, shown.post_id AS post_id,
    sum(seen) AS view_count, sum(liked) AS like_count, sum(said) AS comment_count, 0 AS follower_count,
    sum(seen) AS post_views, sum(liked) AS post_likes
  FROM
  (
    SELECT post_id, sum(finalizeAggregation(views)) AS seen, 0 AS liked, 0 AS said, toUUID('00000000-0000-0000-0000-000000000000') AS by
    FROM views_by_time FINAL
    WHERE quarter >= begins AND quarter < ends
    GROUP BY post_id
    UNION ALL
    SELECT post_id, 0, count(), 0, toUUID('00000000-0000-0000-0000-000000000000')
    FROM like_states FINAL
    WHERE comment_id = toUUID('00000000-0000-0000-0000-000000000000') AND active AND time >= begins AND time < ends
    GROUP BY post_id
    UNION ALL
    SELECT post_id, 0, 0, count(), author_id
    FROM comment_states FINAL
    WHERE NOT deleted AND created_at >= begins AND created_at < ends
    GROUP BY post_id, author_id
  ) AS done
  INNER JOIN shown ON shown.post_id = done.post_id
  WHERE done.by != shown.author_id
  GROUP BY userId, post_id
  UNION ALL
  SELECT author_id, toUUID('00000000-0000-0000-0000-000000000000'), 0, count(), 0, 0, 0, 0
  FROM like_states FINAL
  WHERE comment_id != toUUID('00000000-0000-0000-0000-000000000000') AND active AND time >= begins AND time < ends
    AND post_id IN (SELECT post_id FROM shown)
    AND comment_id NOT IN (SELECT comment_id FROM comment_states WHERE deleted)
  GROUP BY author_id
  UNION ALL
  SELECT followed_id, toUUID('00000000-0000-0000-0000-000000000000'), 0, 0, 0, count(), 0, 0
  FROM follow_states FINAL
  WHERE active AND time >= begins AND time < ends
  GROUP BY followed_id
)
WHERE toString(userId) > {after:String}
GROUP BY userId
ORDER BY toString(userId)
