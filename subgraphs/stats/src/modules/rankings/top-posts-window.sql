-- The same of what came about after {from} and not after {to}. Only the branch that is asked for reads anything. Ranks are those of the first few
-- alone, because whatever is before them is among them.
SELECT post_id AS id, value, toUInt32(rank() OVER (ORDER BY value DESC)) AS rank
FROM
(
  SELECT post_id, sum(amount) AS value
  FROM
  (
    -- A view is of one quarter, so the numbers of quarters add up; a viewer may come in many.
    SELECT post_id, finalizeAggregation(views) AS amount
    FROM views_by_time FINAL
    WHERE {by:String} = 'VIEWS'
      AND quarter > toDateTime64({from:String}, 3, 'UTC') AND quarter <= toDateTime64({to:String}, 3, 'UTC')
    UNION ALL
    SELECT post_id, uniqExactMerge(viewers) AS amount
    FROM views_by_time
    WHERE {by:String} = 'UNIQUE_VIEWERS'
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
  WHERE post_id NOT IN (SELECT post_id FROM post_counts FINAL WHERE NOT visible)
  GROUP BY post_id
  ORDER BY value DESC, toString(post_id)
  LIMIT {first:UInt32}
)
ORDER BY value DESC, toString(post_id)
