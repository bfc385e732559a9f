-- By operation and client, and (where `is_total`) all together. Durations are kept in steps of 5 %.
SELECT
  operation,
  client,
  grouping(operation, client) = 3 AS is_total,
  sum(amount) AS requests,
  sumIf(amount, failed) AS errors,
  quantileExactWeighted(0.5)(pow(1.05, slowness), amount) AS p50,
  quantileExactWeighted(0.99)(pow(1.05, slowness), amount) AS p99
FROM
(
  SELECT operation, client, failed, slowness, uniqExactMerge(requests) AS amount
  FROM requests_by_quarter
  WHERE quarter >= toDateTime64({from:String}, 3, 'UTC')
  GROUP BY operation, client, failed, slowness
)
GROUP BY GROUPING SETS ((operation, client), ())
ORDER BY is_total DESC, requests DESC, operation, client
LIMIT 101
