-- Absolute numbers, recomputed for what a batch touched. The version is the sum of the versions of all rows read, which only grows, so of two
-- that computed the same key the one that saw more wins. A post's and a comment's are raw; whether they count is decided by the post's state.

CREATE TABLE IF NOT EXISTS post_totals (
  post_id UUID,
  author_id UUID,
  visible Bool,
  views UInt64,
  unique_viewers UInt64,
  likes UInt64,
  comments UInt64,
  reposts UInt64,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY post_id;

CREATE TABLE IF NOT EXISTS post_totals_by_author (
  post_id UUID,
  author_id UUID,
  visible Bool,
  views UInt64,
  likes UInt64,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (author_id, post_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS post_totals_to_post_totals_by_author TO post_totals_by_author AS
SELECT post_id, author_id, visible, views, likes, version FROM post_totals;

CREATE TABLE IF NOT EXISTS comment_totals (
  comment_id UUID,
  post_id UUID,
  author_id UUID,
  live Bool,
  likes UInt64,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (author_id, post_id, comment_id);

CREATE TABLE IF NOT EXISTS user_totals (
  user_id UUID,
  posts UInt64,
  comments UInt64,
  likes_given UInt64,
  likes_received UInt64,
  views_received UInt64,
  followers UInt64,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY user_id;
