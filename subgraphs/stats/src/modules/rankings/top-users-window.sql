-- The same of what came about after {from} and not after {to}. Only the branch that is asked for reads anything.
WITH shown AS (SELECT post_id, author_id, created_at FROM post_states FINAL WHERE visible)
SELECT user_id AS id, value, toUInt32(rank) AS rank
FROM
(
  SELECT user_id, sum(amount) AS value, rank() OVER (ORDER BY value DESC) AS rank
  FROM
  (
    SELECT author_id AS user_id, count() AS amount
    FROM shown
    WHERE {by:String} = 'POSTS'
      AND created_at > toDateTime64({from:String}, 3, 'UTC') AND created_at <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY user_id
    UNION ALL
    SELECT author_id AS user_id, count() AS amount
    FROM comment_states FINAL
    WHERE {by:String} = 'COMMENTS' AND NOT deleted
      AND created_at > toDateTime64({from:String}, 3, 'UTC') AND created_at <= toDateTime64({to:String}, 3, 'UTC')
      AND post_id IN (SELECT post_id FROM shown)
    GROUP BY user_id
    UNION ALL
    SELECT author_id AS user_id, count() AS amount
    FROM like_states FINAL
    WHERE {by:String} = 'LIKES_RECEIVED' AND active
      AND time > toDateTime64({from:String}, 3, 'UTC') AND time <= toDateTime64({to:String}, 3, 'UTC')
      AND post_id IN (SELECT post_id FROM shown)
      AND (
        comment_id = toUUID('00000000-0000-0000-0000-000000000000')
        OR comment_id IN (SELECT comment_id FROM comment_states FINAL WHERE NOT deleted)
      )
    GROUP BY user_id
    UNION ALL
    SELECT shown.author_id AS user_id, sum(viewed.amount) AS amount
    FROM
    (
      SELECT post_id, uniqExactMerge(views) AS amount
      FROM views_by_quarter
      WHERE {by:String} = 'VIEWS_RECEIVED'
        AND quarter > toDateTime64({from:String}, 3, 'UTC') AND quarter <= toDateTime64({to:String}, 3, 'UTC')
      GROUP BY post_id
    ) AS viewed
    INNER JOIN shown ON shown.post_id = viewed.post_id
    GROUP BY user_id
    UNION ALL
    SELECT followed_id AS user_id, count() AS amount
    FROM follow_states FINAL
    WHERE {by:String} = 'FOLLOWERS' AND active
      AND time > toDateTime64({from:String}, 3, 'UTC') AND time <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY user_id
  )
  GROUP BY user_id
)
ORDER BY value DESC, toString(user_id)
LIMIT {first:UInt32}
