-- What can be taken back: the newest version of each thing. A row says everything, so any order and repetition of its events ends the same.
-- The nil UUID stands for "none".

CREATE TABLE IF NOT EXISTS posts (
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
ORDER BY post_id;

CREATE TABLE IF NOT EXISTS comments (
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
ORDER BY (post_id, comment_id);

-- A like of a post has the nil comment. `time` is that of the last toggle, `author_id` whose thing is liked.
CREATE TABLE IF NOT EXISTS likes (
  post_id UUID,
  comment_id UUID,
  user_id UUID,
  author_id UUID,
  active Bool,
  time DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (post_id, comment_id, user_id);

-- The same rows by who gave the like.
CREATE TABLE IF NOT EXISTS likes_by_user (
  post_id UUID,
  comment_id UUID,
  user_id UUID,
  active Bool,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (user_id, post_id, comment_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS likes_to_likes_by_user TO likes_by_user AS
SELECT post_id, comment_id, user_id, active, version FROM likes;

CREATE TABLE IF NOT EXISTS reposts (
  post_id UUID,
  user_id UUID,
  active Bool,
  time DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (post_id, user_id);

CREATE TABLE IF NOT EXISTS follows (
  followed_id UUID,
  follower_id UUID,
  active Bool,
  time DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (followed_id, follower_id);

CREATE TABLE IF NOT EXISTS users (
  user_id UUID,
  role LowCardinality(String),
  status LowCardinality(String),
  created_at DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY user_id;

-- Personal data: an erased profile has empty texts and the highest version, so nothing brings it back.
CREATE TABLE IF NOT EXISTS profiles (
  user_id UUID,
  handle String,
  display_name String,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY user_id;
