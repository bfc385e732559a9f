-- Sets, not sums: adding the same event again changes nothing. By quarter hours, because every time zone's days begin at one.

CREATE TABLE IF NOT EXISTS views_by_post (
  post_id UUID,
  quarter DateTime('UTC'),
  views AggregateFunction(uniqExact, UUID),
  viewers AggregateFunction(uniqExact, String)
)
ENGINE = AggregatingMergeTree
ORDER BY (post_id, quarter);

CREATE MATERIALIZED VIEW IF NOT EXISTS events_to_views_by_post TO views_by_post AS
SELECT
  post_id,
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  uniqExactState(id) AS views,
  uniqExactState(viewer_key) AS viewers
FROM events
WHERE type = 'post_viewed'
GROUP BY post_id, quarter;

-- `people`: who did anything. Nothing leaves these, whatever is hidden later.
CREATE TABLE IF NOT EXISTS activity_by_quarter (
  quarter DateTime('UTC'),
  views AggregateFunction(uniqExact, UUID),
  logins AggregateFunction(uniqExact, UUID),
  people AggregateFunction(uniqExact, UUID)
)
ENGINE = AggregatingMergeTree
ORDER BY quarter;

CREATE MATERIALIZED VIEW IF NOT EXISTS events_to_activity_by_quarter TO activity_by_quarter AS
SELECT
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  uniqExactStateIf(id, type = 'post_viewed') AS views,
  uniqExactStateIf(id, type = 'user_logged_in') AS logins,
  uniqExactStateIf(actor_id, actor_id != toUUID('00000000-0000-0000-0000-000000000000')) AS people
FROM events
GROUP BY quarter;

-- Requests are only counted. `slowness` is the duration's place on a scale whose steps are 5 % wide, so percentiles are right within 2.5 %.
CREATE TABLE IF NOT EXISTS requests (
  id UUID,
  time DateTime64(3, 'UTC'),
  operation String,
  client String,
  failed Bool,
  duration_ms Float64
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS requests_by_quarter (
  quarter DateTime('UTC'),
  operation LowCardinality(String),
  client LowCardinality(String),
  failed Bool,
  slowness Int16,
  requests AggregateFunction(uniqExact, UUID)
)
ENGINE = AggregatingMergeTree
ORDER BY (quarter, operation, client, failed, slowness)
TTL quarter + INTERVAL 31 DAY;

CREATE MATERIALIZED VIEW IF NOT EXISTS requests_to_requests_by_quarter TO requests_by_quarter AS
SELECT
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  operation,
  client,
  failed,
  toInt16(round(log(greatest(duration_ms, 0.01)) / log(1.05))) AS slowness,
  uniqExactState(id) AS requests
FROM requests
GROUP BY quarter, operation, client, failed, slowness;
