-- Every event that says what somebody did, once: a repetition has the same key and the higher version stays (a view's version says which of
-- its sources counts). Requests and profiles are not here: the first are only counted, the second are personal data.
CREATE TABLE IF NOT EXISTS events (
  type LowCardinality(String),
  id UUID,
  time DateTime64(3, 'UTC'),
  source LowCardinality(String),
  -- Who did it; nil where the event does not say (a moderator may delete a post) or nobody was signed in.
  actor_id UUID,
  post_id UUID,
  comment_id UUID,
  user_id UUID,
  -- Of a view only: who looked (a member's id or a visitor's), and where they came from.
  viewer_key String,
  view_source LowCardinality(String),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(time)
ORDER BY (type, toDate(time), id);
