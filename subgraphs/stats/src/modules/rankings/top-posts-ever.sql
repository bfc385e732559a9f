-- Ranks are those of the first few alone, because whatever is before them is among them.
SELECT post_id AS id, value, toUInt32(rank() OVER (ORDER BY value DESC)) AS rank
FROM
(
  SELECT post_id,
    multiIf(
      {by:String} = 'VIEWS', views,
      {by:String} = 'UNIQUE_VIEWERS', unique_viewers,
      {by:String} = 'LIKES', likes,
      {by:String} = 'COMMENTS', comments,
      reposts
    ) AS value
  FROM post_counts FINAL
  WHERE visible AND value > 0
  ORDER BY value DESC, toString(post_id)
  LIMIT {first:UInt32}
)
ORDER BY value DESC, toString(post_id)
