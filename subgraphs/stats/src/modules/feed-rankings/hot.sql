-- What people did within 48 hours, each person once a kind, new accounts and the author aside. The log is read by type and day, and of the rest what
-- belongs to the posts that it names.
-- The score is log2(points) + the post's age in steps of 8 hours, counted from 1970 and with eight digits. So halving every 8 hours keeps the order for
-- ever, and scores of different moments compare.
WITH
  toDateTime64({at:String}, 3, 'UTC') AS now_at,
  now_at - INTERVAL 48 HOUR AS since,
  named AS
  (
    SELECT DISTINCT post_id
    FROM events
    WHERE type IN ('post_liked', 'comment_added', 'post_reposted') AND time > since AND time <= now_at
  ),
  done AS
  (
    SELECT post_id, user_id, 'like' AS kind
    FROM like_states FINAL
    WHERE post_id IN (SELECT post_id FROM named) AND comment_id = toUUID('00000000-0000-0000-0000-000000000000') AND active
      AND time > since AND time <= now_at
    UNION ALL
    SELECT post_id, author_id, 'comment'
    FROM comment_states FINAL
    WHERE post_id IN (SELECT post_id FROM named) AND NOT deleted AND created_at > since AND created_at <= now_at
    UNION ALL
    SELECT post_id, user_id, 'repost'
    FROM repost_states FINAL
    WHERE post_id IN (SELECT post_id FROM named) AND active AND time > since AND time <= now_at
  )
SELECT
  post_id AS postId,
  toInt64(round(100000000 * (log2(likes + 2 * comments + 3 * reposts) + toUnixTimestamp64Milli(created_at) / 28800000))) AS score,
  likes, comments, reposts, people
FROM
(
  SELECT
    done.post_id AS post_id,
    any(post.created_at) AS created_at,
    uniqExactIf(done.user_id, done.kind = 'like') AS likes,
    uniqExactIf(done.user_id, done.kind = 'comment') AS comments,
    uniqExactIf(done.user_id, done.kind = 'repost') AS reposts,
    uniqExact(done.user_id) AS people
  FROM done
  INNER JOIN
  (
    SELECT post_id, author_id, created_at
    FROM post_states FINAL
    WHERE post_id IN (SELECT post_id FROM named) AND visible AND created_at > now_at - INTERVAL 30 DAY AND created_at <= now_at
  ) AS post ON post.post_id = done.post_id
  WHERE done.user_id != post.author_id
    AND done.user_id IN (SELECT user_id FROM users FINAL WHERE created_at < now_at - INTERVAL 1 DAY)
  GROUP BY post_id
)
ORDER BY score DESC, toString(post_id)
LIMIT {first:UInt32}
