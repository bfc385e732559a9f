SELECT
  roundDown(toUnixTimestamp(time), {starts:Array(UInt32)}) AS bucket,
  countIf(kind = 'registration') AS registrations,
  countIf(kind = 'post') AS posts,
  countIf(kind = 'comment') AS comments,
  countIf(kind = 'like') AS likes,
  countIf(kind = 'repost') AS reposts
FROM happened
WHERE toUnixTimestamp(time) >= {start:UInt32} AND toUnixTimestamp(time) < {end:UInt32}
GROUP BY bucket
