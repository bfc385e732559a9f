-- Few posts are hidden and few comments deleted, so those are what is remembered while the others are read: with a million posts the others took
-- more memory than a page may. A post of which nothing but a like or a comment is known is hidden too.
DROP VIEW IF EXISTS happened;

CREATE VIEW IF NOT EXISTS happened AS
SELECT 'registration' AS kind, created_at AS time
FROM users FINAL
WHERE status != 'DELETED'
UNION ALL
SELECT 'post', created_at
FROM post_states FINAL
WHERE visible
UNION ALL
SELECT kind, time
FROM
(
  SELECT 'comment' AS kind, created_at AS time, post_id
  FROM comment_states FINAL
  WHERE NOT deleted
  UNION ALL
  -- A comment that was deleted does not come back, so any of its rows may say so.
  SELECT 'like', time, post_id
  FROM like_states FINAL
  WHERE active AND comment_id NOT IN (SELECT comment_id FROM comment_states WHERE deleted)
  UNION ALL
  SELECT 'repost', time, post_id
  FROM repost_states FINAL
  WHERE active
)
WHERE post_id NOT IN (SELECT post_id FROM post_counts FINAL WHERE NOT visible);

-- The same as views_by_quarter in the order of time: a week's ranking reads a week of it.
CREATE TABLE IF NOT EXISTS views_by_time (
  quarter DateTime('UTC'),
  post_id UUID,
  views AggregateFunction(uniqExact, UUID),
  viewers AggregateFunction(uniqExact, String)
)
ENGINE = AggregatingMergeTree
ORDER BY (quarter, post_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS views_to_views_by_time TO views_by_time AS
SELECT
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  post_id,
  uniqExactState(id) AS views,
  uniqExactState(viewer_key) AS viewers
FROM views
GROUP BY quarter, post_id;

INSERT INTO views_by_time (quarter, post_id, views, viewers)
SELECT quarter, post_id, views, viewers FROM views_by_quarter;

-- Who was active and what was viewed, by quarter, are sets. Of the old table 8,192 of them were read for one: hundreds of megabytes. They follow from
-- the log of events, which is written with people's counts, every few seconds: one insert less than a table of their own.
CREATE TABLE IF NOT EXISTS activity_sets (
  quarter DateTime('UTC'),
  views AggregateFunction(uniqExact, UUID),
  logins AggregateFunction(uniqExact, UUID),
  people AggregateFunction(uniqExact, UUID)
)
ENGINE = AggregatingMergeTree
ORDER BY quarter
SETTINGS index_granularity = 16;

CREATE MATERIALIZED VIEW IF NOT EXISTS log_to_activity_sets TO activity_sets AS
SELECT
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  uniqExactStateIf(id, type = 'post_viewed') AS views,
  uniqExactStateIf(id, type = 'user_logged_in') AS logins,
  uniqExactStateIf(actor_id, actor_id != toUUID('00000000-0000-0000-0000-000000000000')) AS people
FROM events
GROUP BY quarter;

DROP VIEW IF EXISTS activity_to_activity_by_quarter;
DROP TABLE IF EXISTS activity;

INSERT INTO activity_sets (quarter, views, logins, people)
SELECT quarter, views, logins, people FROM activity_by_quarter
SETTINGS max_block_size = 512, min_insert_block_size_rows = 512, min_insert_block_size_bytes = 0, max_threads = 1, max_insert_threads = 1;

TRUNCATE TABLE IF EXISTS activity_by_quarter;
