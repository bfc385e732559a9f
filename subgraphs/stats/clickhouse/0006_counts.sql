-- Whoever counts reads a few rows here and there: of 256 at a time, where a like had made it read 8,192 of each part. An index cannot be made finer
-- in place, so the states, and views by quarter, move to tables of new names.

CREATE TABLE IF NOT EXISTS post_states (
  post_id UUID,
  author_id UUID,
  visibility LowCardinality(String),
  deleted Bool,
  tags Array(String),
  created_at DateTime64(3, 'UTC'),
  updated_at DateTime64(3, 'UTC'),
  version UInt64,
  visible Bool MATERIALIZED visibility = 'PUBLIC' AND NOT deleted
)
ENGINE = ReplacingMergeTree(version)
ORDER BY post_id
SETTINGS index_granularity = 256;

CREATE TABLE IF NOT EXISTS comment_states (
  comment_id UUID,
  post_id UUID,
  parent_id UUID,
  author_id UUID,
  deleted Bool,
  created_at DateTime64(3, 'UTC'),
  updated_at DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (post_id, comment_id)
SETTINGS index_granularity = 256;

-- A like of a post has the nil comment. `time` is that of the last toggle, `author_id` whose thing is liked.
CREATE TABLE IF NOT EXISTS like_states (
  post_id UUID,
  comment_id UUID,
  user_id UUID,
  author_id UUID,
  active Bool,
  time DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (post_id, comment_id, user_id)
SETTINGS index_granularity = 256;

CREATE TABLE IF NOT EXISTS repost_states (
  post_id UUID,
  user_id UUID,
  active Bool,
  time DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (post_id, user_id)
SETTINGS index_granularity = 256;

CREATE TABLE IF NOT EXISTS follow_states (
  followed_id UUID,
  follower_id UUID,
  active Bool,
  time DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (followed_id, follower_id)
SETTINGS index_granularity = 256;

CREATE TABLE IF NOT EXISTS views_by_quarter (
  post_id UUID,
  quarter DateTime('UTC'),
  views AggregateFunction(uniqExact, UUID),
  viewers AggregateFunction(uniqExact, String)
)
ENGINE = AggregatingMergeTree
ORDER BY (post_id, quarter)
SETTINGS index_granularity = 256;

-- What a batch changes is written by itself: a like moves one number of a post, so one number is counted. Each stands in a column of its own
-- beside what it was counted from, and of two the one that saw more stays, whatever else stands in the row:
--   a number is `sum of the versions that it was counted from` * 2^64 + `the number`,
--   a yes or no is `version` * 2 + `1 or 0`.
-- Both only grow while more is seen, so the greatest is the newest. Older versions of Stats must not count any more when this runs.

CREATE TABLE IF NOT EXISTS post_counts (
  post_id UUID,
  -- Nil until the post itself has come.
  author_id SimpleAggregateFunction(max, UUID),
  visible_state SimpleAggregateFunction(max, UInt64),
  views_state SimpleAggregateFunction(max, UInt128),
  unique_viewers_state SimpleAggregateFunction(max, UInt128),
  likes_state SimpleAggregateFunction(max, UInt128),
  comments_state SimpleAggregateFunction(max, UInt128),
  reposts_state SimpleAggregateFunction(max, UInt128),
  visible Bool ALIAS visible_state % 2 = 1,
  views UInt64 ALIAS toUInt64(views_state),
  unique_viewers UInt64 ALIAS toUInt64(unique_viewers_state),
  likes UInt64 ALIAS toUInt64(likes_state),
  comments UInt64 ALIAS toUInt64(comments_state),
  reposts UInt64 ALIAS toUInt64(reposts_state)
)
ENGINE = AggregatingMergeTree
ORDER BY post_id
SETTINGS index_granularity = 256;

-- What a person's numbers are made of, by person. `version` is what such a number is said to be counted from.

CREATE TABLE IF NOT EXISTS post_counts_by_author (
  author_id UUID,
  post_id UUID,
  visible_state SimpleAggregateFunction(max, UInt64),
  views_state SimpleAggregateFunction(max, UInt128),
  likes_state SimpleAggregateFunction(max, UInt128),
  visible Bool ALIAS visible_state % 2 = 1,
  views UInt64 ALIAS toUInt64(views_state),
  likes UInt64 ALIAS toUInt64(likes_state),
  version UInt64 ALIAS visible_state + toUInt64(bitShiftRight(views_state, 64)) + toUInt64(bitShiftRight(likes_state, 64))
)
ENGINE = AggregatingMergeTree
ORDER BY (author_id, post_id)
SETTINGS index_granularity = 256;

CREATE TABLE IF NOT EXISTS comment_counts_by_author (
  author_id UUID,
  post_id UUID,
  comment_id UUID,
  live_state SimpleAggregateFunction(max, UInt64),
  -- Whether its post is visible.
  visible_state SimpleAggregateFunction(max, UInt64),
  likes_state SimpleAggregateFunction(max, UInt128),
  live Bool ALIAS live_state % 2 = 1,
  shown Bool ALIAS live_state % 2 = 1 AND visible_state % 2 = 1,
  likes UInt64 ALIAS toUInt64(likes_state),
  version UInt64 ALIAS live_state + visible_state + toUInt64(bitShiftRight(likes_state, 64))
)
ENGINE = AggregatingMergeTree
ORDER BY (author_id, post_id, comment_id)
SETTINGS index_granularity = 256;

-- A like of a post has the nil comment.
CREATE TABLE IF NOT EXISTS likes_by_giver (
  user_id UUID,
  post_id UUID,
  comment_id UUID,
  active_state SimpleAggregateFunction(max, UInt64),
  -- Whether the post is visible, and whether the comment is live.
  visible_state SimpleAggregateFunction(max, UInt64),
  live_state SimpleAggregateFunction(max, UInt64),
  counts Bool ALIAS active_state % 2 = 1 AND visible_state % 2 = 1
    AND (comment_id = toUUID('00000000-0000-0000-0000-000000000000') OR live_state % 2 = 1),
  version UInt64 ALIAS active_state + visible_state + live_state
)
ENGINE = AggregatingMergeTree
ORDER BY (user_id, post_id, comment_id)
SETTINGS index_granularity = 256;

CREATE TABLE IF NOT EXISTS user_counts (
  user_id UUID,
  posts_state SimpleAggregateFunction(max, UInt128),
  post_likes_state SimpleAggregateFunction(max, UInt128),
  views_received_state SimpleAggregateFunction(max, UInt128),
  comments_state SimpleAggregateFunction(max, UInt128),
  comment_likes_state SimpleAggregateFunction(max, UInt128),
  likes_given_state SimpleAggregateFunction(max, UInt128),
  followers_state SimpleAggregateFunction(max, UInt128),
  posts UInt64 ALIAS toUInt64(posts_state),
  comments UInt64 ALIAS toUInt64(comments_state),
  likes_given UInt64 ALIAS toUInt64(likes_given_state),
  likes_received UInt64 ALIAS toUInt64(post_likes_state) + toUInt64(comment_likes_state),
  views_received UInt64 ALIAS toUInt64(views_received_state),
  followers UInt64 ALIAS toUInt64(followers_state)
)
ENGINE = AggregatingMergeTree
ORDER BY user_id
SETTINGS index_granularity = 256;

-- A materialized view costs as much as an insert, on each insert, also where it has nothing to do. Who counts writes what these wrote.
DROP VIEW IF EXISTS likes_to_likes_by_user;
DROP VIEW IF EXISTS post_totals_to_post_totals_by_author;
DROP VIEW IF EXISTS events_to_views_by_post;
DROP VIEW IF EXISTS events_to_activity_by_quarter;

CREATE TABLE IF NOT EXISTS views (
  id UUID,
  time DateTime64(3, 'UTC'),
  post_id UUID,
  viewer_key String
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS views_to_views_by_quarter TO views_by_quarter AS
SELECT
  post_id,
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  uniqExactState(id) AS views,
  uniqExactState(viewer_key) AS viewers
FROM views
GROUP BY post_id, quarter;

-- Who did something when; of views and logins also which.
CREATE TABLE IF NOT EXISTS activity (
  id UUID,
  time DateTime64(3, 'UTC'),
  type LowCardinality(String),
  actor_id UUID
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS activity_to_activity_by_quarter TO activity_by_quarter AS
SELECT
  toStartOfInterval(time, INTERVAL 15 MINUTE, 'UTC') AS quarter,
  uniqExactStateIf(id, type = 'post_viewed') AS views,
  uniqExactStateIf(id, type = 'user_logged_in') AS logins,
  uniqExactStateIf(actor_id, actor_id != toUUID('00000000-0000-0000-0000-000000000000')) AS people
FROM activity
GROUP BY quarter;

-- What was there before, and counted, counted anew. Joins sort and go to the disk: with a million posts they took more than the embedded
-- ClickHouse has.
-- Formerly: 333f3e2ac94b3eabf10d23bf4ed8874b955f124f9552c68036bbecd72c1c4f9c

INSERT INTO post_states (post_id, author_id, visibility, deleted, tags, created_at, updated_at, version)
SELECT post_id, author_id, visibility, deleted, tags, created_at, updated_at, version FROM posts FINAL;

INSERT INTO comment_states (comment_id, post_id, parent_id, author_id, deleted, created_at, updated_at, version)
SELECT comment_id, post_id, parent_id, author_id, deleted, created_at, updated_at, version FROM comments FINAL;

INSERT INTO like_states (post_id, comment_id, user_id, author_id, active, time, version)
SELECT post_id, comment_id, user_id, author_id, active, time, version FROM likes FINAL;

INSERT INTO repost_states (post_id, user_id, active, time, version)
SELECT post_id, user_id, active, time, version FROM reposts FINAL;

INSERT INTO follow_states (followed_id, follower_id, active, time, version)
SELECT followed_id, follower_id, active, time, version FROM follows FINAL;

INSERT INTO views_by_quarter (post_id, quarter, views, viewers)
SELECT post_id, quarter, views, viewers FROM views_by_post;

INSERT INTO post_counts (post_id, author_id, visible_state)
SELECT post_id, author_id, version * 2 + visible FROM post_states FINAL;

INSERT INTO post_counts (post_id, views_state, unique_viewers_state)
SELECT post_id, bitShiftLeft(toUInt128(seen), 64) + seen, bitShiftLeft(toUInt128(seen), 64) + people
FROM (SELECT post_id, uniqExactMerge(views) AS seen, uniqExactMerge(viewers) AS people FROM views_by_quarter GROUP BY post_id)
SETTINGS optimize_aggregation_in_order = 1;

INSERT INTO post_counts (post_id, likes_state)
SELECT post_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active)
FROM like_states FINAL
WHERE comment_id = toUUID('00000000-0000-0000-0000-000000000000')
GROUP BY post_id;

INSERT INTO post_counts (post_id, comments_state)
SELECT post_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(NOT deleted) FROM comment_states FINAL GROUP BY post_id;

INSERT INTO post_counts (post_id, reposts_state)
SELECT post_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active) FROM repost_states FINAL GROUP BY post_id;

INSERT INTO post_counts_by_author (author_id, post_id, visible_state, views_state, likes_state)
SELECT author_id, post_id, visible_state, views_state, likes_state
FROM post_counts FINAL
WHERE author_id != toUUID('00000000-0000-0000-0000-000000000000');

INSERT INTO comment_counts_by_author (author_id, post_id, comment_id, live_state, visible_state)
SELECT said.author_id, said.post_id, said.comment_id, said.version * 2 + NOT said.deleted, post.visible_state
FROM comment_states AS said FINAL
LEFT JOIN (SELECT post_id, visible_state FROM post_counts FINAL) AS post ON post.post_id = said.post_id
SETTINGS join_use_nulls = 0, join_algorithm = 'full_sorting_merge', max_bytes_before_external_sort = 100000000;

INSERT INTO comment_counts_by_author (author_id, post_id, comment_id, likes_state)
SELECT max(author_id), post_id, comment_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active)
FROM like_states FINAL
WHERE comment_id != toUUID('00000000-0000-0000-0000-000000000000')
GROUP BY post_id, comment_id
SETTINGS optimize_aggregation_in_order = 1;

INSERT INTO likes_by_giver (user_id, post_id, comment_id, active_state)
SELECT user_id, post_id, comment_id, version * 2 + active FROM like_states FINAL;

INSERT INTO likes_by_giver (user_id, post_id, comment_id, visible_state)
SELECT given.user_id, given.post_id, given.comment_id, post.visible_state
FROM like_states AS given
JOIN (SELECT post_id, visible_state FROM post_counts FINAL) AS post ON post.post_id = given.post_id
SETTINGS join_use_nulls = 0, join_algorithm = 'full_sorting_merge', max_bytes_before_external_sort = 100000000;

INSERT INTO likes_by_giver (user_id, post_id, comment_id, live_state)
SELECT given.user_id, given.post_id, given.comment_id, comment.live_state
FROM (SELECT user_id, post_id, comment_id FROM like_states WHERE comment_id != toUUID('00000000-0000-0000-0000-000000000000')) AS given
JOIN (SELECT comment_id, live_state FROM comment_counts_by_author FINAL) AS comment ON comment.comment_id = given.comment_id
SETTINGS join_use_nulls = 0, join_algorithm = 'full_sorting_merge', max_bytes_before_external_sort = 100000000;

INSERT INTO user_counts (user_id, posts_state, post_likes_state, views_received_state)
SELECT author_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(visible),
  bitShiftLeft(toUInt128(sum(version)), 64) + sumIf(likes, visible),
  bitShiftLeft(toUInt128(sum(version)), 64) + sumIf(views, visible)
FROM post_counts_by_author FINAL
GROUP BY author_id;

INSERT INTO user_counts (user_id, comments_state, comment_likes_state)
SELECT author_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(shown),
  bitShiftLeft(toUInt128(sum(version)), 64) + sumIf(likes, shown)
FROM comment_counts_by_author FINAL
GROUP BY author_id;

INSERT INTO user_counts (user_id, likes_given_state)
SELECT user_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(counts) FROM likes_by_giver FINAL GROUP BY user_id;

INSERT INTO user_counts (user_id, followers_state)
SELECT followed_id, bitShiftLeft(toUInt128(sum(version)), 64) + countIf(active) FROM follow_states FINAL GROUP BY followed_id;

DROP VIEW IF EXISTS happened;

CREATE VIEW IF NOT EXISTS happened AS
WITH shown AS (SELECT post_id, created_at FROM post_states FINAL WHERE visible)
SELECT 'registration' AS kind, created_at AS time
FROM users FINAL
WHERE status != 'DELETED'
UNION ALL
SELECT 'post', created_at
FROM shown
UNION ALL
SELECT 'comment', created_at
FROM comment_states FINAL
WHERE NOT deleted AND post_id IN (SELECT post_id FROM shown)
UNION ALL
SELECT 'like', time
FROM like_states FINAL
WHERE active AND post_id IN (SELECT post_id FROM shown)
  AND (
    comment_id = toUUID('00000000-0000-0000-0000-000000000000')
    OR comment_id IN (SELECT comment_id FROM comment_states FINAL WHERE NOT deleted)
  )
UNION ALL
SELECT 'repost', time
FROM repost_states FINAL
WHERE active AND post_id IN (SELECT post_id FROM shown);

-- They stay, empty: what runs this at the same time, or again after it was killed, reads them without harm.
TRUNCATE TABLE IF EXISTS post_totals;
TRUNCATE TABLE IF EXISTS post_totals_by_author;
TRUNCATE TABLE IF EXISTS comment_totals;
TRUNCATE TABLE IF EXISTS likes_by_user;
TRUNCATE TABLE IF EXISTS user_totals;
TRUNCATE TABLE IF EXISTS posts;
TRUNCATE TABLE IF EXISTS comments;
TRUNCATE TABLE IF EXISTS likes;
TRUNCATE TABLE IF EXISTS reposts;
TRUNCATE TABLE IF EXISTS follows;
TRUNCATE TABLE IF EXISTS views_by_post;
