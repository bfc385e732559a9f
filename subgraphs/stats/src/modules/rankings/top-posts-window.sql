-- The same of what came about after {from} and not after {to}. Only the branch that is asked for reads anything.
SELECT post_id AS id, value, toUInt32(rank) AS rank
FROM
(
  SELECT post_id, sum(amount) AS value, rank() OVER (ORDER BY value DESC) AS rank
  FROM
  (
    SELECT post_id, if({by:String} = 'VIEWS', uniqExactMerge(views), uniqExactMerge(viewers)) AS amount
    FROM views_by_quarter
    WHERE {by:String} IN ('VIEWS', 'UNIQUE_VIEWERS')
      AND quarter > toDateTime64({from:String}, 3, 'UTC') AND quarter <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY post_id
    UNION ALL
    SELECT post_id, count() AS amount
    FROM like_states FINAL
    WHERE {by:String} = 'LIKES' AND comment_id = toUUID('00000000-0000-0000-0000-000000000000') AND active
      AND time > toDateTime64({from:String}, 3, 'UTC') AND time <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY post_id
    UNION ALL
    SELECT post_id, count() AS amount
    FROM comment_states FINAL
    WHERE {by:String} = 'COMMENTS' AND NOT deleted
      AND created_at > toDateTime64({from:String}, 3, 'UTC') AND created_at <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY post_id
    UNION ALL
    SELECT post_id, count() AS amount
    FROM repost_states FINAL
    WHERE {by:String} = 'REPOSTS' AND active
      AND time > toDateTime64({from:String}, 3, 'UTC') AND time <= toDateTime64({to:String}, 3, 'UTC')
    GROUP BY post_id
  )
  WHERE post_id IN (SELECT post_id FROM post_states FINAL WHERE visible)
  GROUP BY post_id
)
ORDER BY value DESC, toString(post_id)
LIMIT {first:UInt32}
