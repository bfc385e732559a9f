-- Ranks are those of the first few alone, because whoever is before them is among them.
SELECT user_id AS id, value, toUInt32(rank() OVER (ORDER BY value DESC)) AS rank
FROM
(
  SELECT user_id,
    multiIf(
      {by:String} = 'POSTS', posts,
      {by:String} = 'COMMENTS', comments,
      {by:String} = 'LIKES_RECEIVED', likes_received,
      {by:String} = 'VIEWS_RECEIVED', views_received,
      followers
    ) AS value
  FROM user_counts FINAL
  WHERE value > 0
  ORDER BY value DESC, toString(user_id)
  LIMIT {first:UInt32}
)
ORDER BY value DESC, toString(user_id)
