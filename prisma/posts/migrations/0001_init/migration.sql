-- The posts database: what people say and do. Rules that data must keep live here, so that no code can break them.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE outbox (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, type text NOT NULL, topic text NOT NULL, key text, subject text NOT NULL, source text NOT NULL, time timestamptz(3) NOT NULL, data jsonb /* null = tombstone */, created_at timestamptz(3) NOT NULL DEFAULT now());
CREATE TABLE outbox_dead (seq bigint PRIMARY KEY, id uuid NOT NULL UNIQUE, type text NOT NULL, topic text NOT NULL, key text, subject text NOT NULL, source text NOT NULL, time timestamptz(3) NOT NULL, data jsonb, created_at timestamptz(3) NOT NULL, reason text NOT NULL, died_at timestamptz(3) NOT NULL DEFAULT now());

CREATE TYPE visibility AS ENUM ('PUBLIC', 'PRIVATE');

-- ---------------------------------------------------------------- posts
CREATE TABLE posts (
  id uuid PRIMARY KEY,
  author_id uuid NOT NULL,
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  body text NOT NULL CHECK (char_length(body) BETWEEN 1 AND 50000),
  body_html text NOT NULL,
  body_text text NOT NULL,
  excerpt text NOT NULL CHECK (char_length(excerpt) <= 280),
  renderer_version integer NOT NULL,
  visibility visibility NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  edited boolean NOT NULL DEFAULT false,
  deleted_at timestamptz(3),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  -- Days since 1970 in UTC: search walks from day to day, newest first, and stops when it has enough.
  created_day integer NOT NULL GENERATED ALWAYS AS (floor(extract(epoch FROM created_at AT TIME ZONE 'UTC') / 86400)::integer) STORED,
  search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('russian', title), 'A') || setweight(to_tsvector('russian', body_text), 'B')
  ) STORED
);
CREATE INDEX posts_latest ON posts (created_at DESC, id DESC) WHERE deleted_at IS NULL AND visibility = 'PUBLIC';
CREATE INDEX posts_by_author ON posts (author_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX posts_by_author_public ON posts (author_id, created_at DESC, id DESC) WHERE deleted_at IS NULL AND visibility = 'PUBLIC';
CREATE INDEX posts_search ON posts USING gin (created_day, search) WHERE deleted_at IS NULL;
CREATE INDEX posts_first_day ON posts (created_day) WHERE deleted_at IS NULL;

-- One narrow row a post. Whoever changes the post, its visibility, its reactions or its comments locks it FOR NO KEY UPDATE first,
-- several in id order. `listed` follows "public and not deleted", so that the ACTIVE feed walks listed posts only.
CREATE TABLE post_counters (
  post_id uuid PRIMARY KEY REFERENCES posts (id),
  listed boolean NOT NULL,
  like_count integer NOT NULL DEFAULT 0 CHECK (like_count >= 0),
  repost_count integer NOT NULL DEFAULT 0 CHECK (repost_count >= 0),
  comment_count integer NOT NULL DEFAULT 0 CHECK (comment_count >= 0),      -- live comments at every depth
  thread_count integer NOT NULL DEFAULT 0 CHECK (thread_count >= 0),        -- those and the placeholders
  top_level_count integer NOT NULL DEFAULT 0 CHECK (top_level_count >= 0),  -- the same, at depth 0
  last_activity_at timestamptz(3) NOT NULL
);
CREATE INDEX post_counters_active ON post_counters (last_activity_at DESC, post_id DESC) WHERE listed;

-- ---------------------------------------------------------------- tags
CREATE TABLE tags (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 30 AND name = lower(name) AND name IS NFC NORMALIZED)
);
CREATE TABLE tag_counters (
  tag_id uuid PRIMARY KEY REFERENCES tags (id),
  name text COLLATE "C" NOT NULL,
  post_count integer NOT NULL DEFAULT 0 CHECK (post_count >= 0)             -- public posts
);
CREATE INDEX tag_counters_popular ON tag_counters (post_count DESC, name) WHERE post_count > 0;
CREATE INDEX tag_counters_by_name ON tag_counters (name) WHERE post_count > 0;

-- The times are copies (of posts.created_at and post_counters.last_activity_at, under the same lock), so that a tag's feeds have an index.
CREATE TABLE post_tags (
  post_id uuid NOT NULL REFERENCES posts (id),
  position smallint NOT NULL CHECK (position BETWEEN 0 AND 4),
  tag_id uuid NOT NULL REFERENCES tags (id),
  listed boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_activity_at timestamptz(3) NOT NULL,
  PRIMARY KEY (post_id, position),
  UNIQUE (post_id, tag_id)
);
CREATE INDEX post_tags_latest ON post_tags (tag_id, created_at DESC, post_id DESC) WHERE listed;
CREATE INDEX post_tags_active ON post_tags (tag_id, last_activity_at DESC, post_id DESC) WHERE listed;

-- ---------------------------------------------------------------- comments
-- path: a step of 22 bytes for each comment from the root to this one (6 of its time in ms, 16 of its id), so that byte order is the
-- thread's order, parents before replies; path_newest has each step inverted, which puts newer siblings first.
-- A removed comment stays as a placeholder while it has replies: seen = not removed, or with replies that are seen.
CREATE TABLE comments (
  id uuid PRIMARY KEY,
  post_id uuid NOT NULL REFERENCES posts (id),
  parent_id uuid,
  author_id uuid NOT NULL,
  body text NOT NULL CHECK (char_length(body) <= 10000),
  body_html text NOT NULL,
  renderer_version integer NOT NULL,
  depth smallint NOT NULL CHECK (depth BETWEEN 0 AND 8),
  path bytea NOT NULL CHECK (length(path) = 22 * (depth + 1)),
  path_newest bytea NOT NULL CHECK (length(path_newest) = length(path)),
  like_count integer NOT NULL DEFAULT 0 CHECK (like_count >= 0),
  reply_count integer NOT NULL DEFAULT 0 CHECK (reply_count >= 0),          -- direct replies that are seen
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  edited boolean NOT NULL DEFAULT false,
  removed_at timestamptz(3),
  seen boolean NOT NULL GENERATED ALWAYS AS (removed_at IS NULL OR reply_count > 0) STORED,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  UNIQUE (id, post_id),
  FOREIGN KEY (parent_id, post_id) REFERENCES comments (id, post_id),
  CHECK ((parent_id IS NULL) = (depth = 0)),
  CHECK ((removed_at IS NULL) = (body <> ''))
);
CREATE INDEX comments_thread ON comments (post_id, path) WHERE seen;
CREATE INDEX comments_thread_newest ON comments (post_id, path_newest) WHERE seen;
CREATE INDEX comments_top ON comments (post_id, created_at, id) WHERE seen AND parent_id IS NULL;
CREATE INDEX comments_replies ON comments (parent_id, created_at, id) WHERE seen AND parent_id IS NOT NULL;

-- ---------------------------------------------------------------- relations: never deleted; each toggle raises the version
CREATE TABLE post_likes (
  post_id uuid NOT NULL REFERENCES posts (id),
  user_id uuid NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (post_id, user_id)
);
CREATE INDEX post_likes_newest ON post_likes (post_id, changed_at DESC, user_id DESC) WHERE active;

CREATE TABLE comment_likes (
  comment_id uuid NOT NULL REFERENCES comments (id),
  user_id uuid NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (comment_id, user_id)
);

CREATE TABLE reposts (
  post_id uuid NOT NULL REFERENCES posts (id),
  user_id uuid NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (post_id, user_id)
);
CREATE INDEX reposts_newest ON reposts (post_id, changed_at DESC, user_id DESC) WHERE active;
CREATE INDEX reposts_by_user ON reposts (user_id, changed_at DESC, post_id DESC) WHERE active;

CREATE TABLE follows (
  follower_id uuid NOT NULL,
  followed_id uuid NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (follower_id, followed_id),
  CHECK (follower_id <> followed_id)
);
CREATE INDEX follows_followers ON follows (followed_id, changed_at DESC, follower_id DESC) WHERE active;
CREATE INDEX follows_following ON follows (follower_id, changed_at DESC, followed_id DESC) WHERE active;

-- Nobody's business but the viewer's: no event, so a row may go.
CREATE TABLE bookmarks (
  user_id uuid NOT NULL,
  post_id uuid NOT NULL REFERENCES posts (id),
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (user_id, post_id)
);
CREATE INDEX bookmarks_newest ON bookmarks (user_id, created_at DESC, post_id DESC);

-- ---------------------------------------------------------------- people
-- Both rows of a follow are locked FOR NO KEY UPDATE in id order before it changes.
CREATE TABLE person_counters (
  user_id uuid PRIMARY KEY,
  follower_count integer NOT NULL DEFAULT 0 CHECK (follower_count >= 0),
  following_count integer NOT NULL DEFAULT 0 CHECK (following_count BETWEEN 0 AND 5000)
);

-- Who people are: a projection of forum.profiles.v1.
CREATE TABLE people (
  user_id uuid PRIMARY KEY,
  handle text NOT NULL,
  display_name text NOT NULL,
  avatar_url text,
  version integer NOT NULL
);
CREATE INDEX people_by_handle ON people USING gist (handle gist_trgm_ops);
CREATE INDEX people_by_name ON people USING gist (display_name gist_trgm_ops);

-- ---------------------------------------------------------------- writing once, and not too much
CREATE TABLE idempotency_keys (
  viewer_id uuid NOT NULL,
  mutation text NOT NULL,
  key text NOT NULL,
  input_hash bytea NOT NULL,
  created_id uuid,                                                         -- null only inside the transaction that creates
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (viewer_id, mutation, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE write_counts (
  account_id uuid NOT NULL,
  minute timestamptz(3) NOT NULL,
  count integer NOT NULL CHECK (count > 0),
  PRIMARY KEY (account_id, minute)
);
CREATE INDEX write_counts_age ON write_counts (minute);
