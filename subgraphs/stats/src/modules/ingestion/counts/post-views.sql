INSERT INTO post_counts (post_id, views_state, unique_viewers_state)
SELECT post_id, bitShiftLeft(toUInt128(seen), 64) + seen, bitShiftLeft(toUInt128(seen), 64) + people
FROM
(
  SELECT post_id, uniqExactMerge(views) AS seen, uniqExactMerge(viewers) AS people
  FROM views_by_quarter
  WHERE post_id IN {posts:Array(UUID)}
  GROUP BY post_id
)
