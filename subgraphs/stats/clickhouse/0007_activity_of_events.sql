-- The log of events is written with people's counts, every few seconds, so who was active can be taken from it: one insert less. The view has a name
-- of its own, because a migration that runs at the same time may still drop the one of before.
CREATE MATERIALIZED VIEW IF NOT EXISTS log_to_activity_by_quarter TO activity_by_quarter AS
SELECT
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  uniqExactStateIf(id, type = 'post_viewed') AS views,
  uniqExactStateIf(id, type = 'user_logged_in') AS logins,
  uniqExactStateIf(actor_id, actor_id != toUUID('00000000-0000-0000-0000-000000000000')) AS people
FROM events
GROUP BY quarter;

DROP VIEW IF EXISTS activity_to_activity_by_quarter;
DROP TABLE IF EXISTS activity;
