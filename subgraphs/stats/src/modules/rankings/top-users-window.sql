-- The same of what came about after {from} and not after {to}. Only the branch that is asked for reads anything.
WITH hidden AS (SELECT post_id FROM post_counts FINAL WHERE NOT visible)
SELECT user_id AS id, value, toUInt32(rank() OVER (ORDER BY value DESC)) AS rank
FROM
(
  SELECT user_id, sum(amount) AS value
  FROM
  (
    SELECT author_id AS user_id, count() AS amount
    FROM post_states FINAL
    WHERE {by:String} = 'POSTS' AND visible
      AND created_at > toDateTime64({from:String}, 3, 'UTC') AND created_at <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY user_id
    UNION ALL
    SELECT author_id AS user_id, count() AS amount
    FROM comment_states FINAL
    WHERE {by:String} = 'COMMENTS' AND NOT deleted
      AND created_at > toDateTime64({from:String}, 3, 'UTC') AND created_at <= toDateTime64({to:String}, 3, 'UTC')
      AND post_id NOT IN (SELECT post_id FROM hidden)
    GROUP BY user_id
    UNION ALL
    SELECT author_id AS user_id, count() AS amount
    FROM like_states FINAL
    WHERE {by:String} = 'LIKES_RECEIVED' AND active
      AND time > toDateTime64({from:String}, 3, 'UTC') AND time <= toDateTime64({to:String}, 3, 'UTC')
      AND post_id NOT IN (SELECT post_id FROM hidden)
      AND comment_id NOT IN (SELECT comment_id FROM comment_states FINAL WHERE deleted)
    GROUP BY user_id
    UNION ALL
    SELECT owned.author_id AS user_id, sum(viewed.amount) AS amount
    FROM (SELECT post_id, author_id FROM post_counts FINAL WHERE {by:String} = 'VIEWS_RECEIVED' AND visible) AS owned
    INNER JOIN
    (
      SELECT post_id, sum(finalizeAggregation(views)) AS amount
      FROM views_by_time FINAL
      WHERE {by:String} = 'VIEWS_RECEIVED'
        AND quarter > toDateTime64({from:String}, 3, 'UTC') AND quarter <= toDateTime64({to:String}, 3, 'UTC')
      GROUP BY post_id
    ) AS viewed ON viewed.post_id = owned.post_id
    GROUP BY user_id
    UNION ALL
    SELECT followed_id AS user_id, count() AS amount
    FROM follow_states FINAL
    WHERE {by:String} = 'FOLLOWERS' AND active
      AND time > toDateTime64({from:String}, 3, 'UTC') AND time <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY user_id
  )
  GROUP BY user_id
  ORDER BY value DESC, toString(user_id)
  LIMIT {first:UInt32}
)
ORDER BY value DESC, toString(user_id)
