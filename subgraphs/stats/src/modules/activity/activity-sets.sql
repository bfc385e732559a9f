-- A view is of one quarter, so the numbers of quarters add up; of people there is one set a bucket, because who was there often counts once in it.
SELECT
  roundDown(toUnixTimestamp(quarter), {starts:Array(UInt32)}) AS bucket,
  sum(finalizeAggregation(views)) AS views,
  uniqExactMerge(people) AS active_users
FROM activity_sets FINAL
WHERE quarter >= toDateTime({start:UInt32}, 'UTC') AND quarter < toDateTime({end:UInt32}, 'UTC')
GROUP BY bucket
