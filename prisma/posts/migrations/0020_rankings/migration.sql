-- How Stats ranks posts for the feeds HOT and TOP, as forum.stats.v1 says. A snapshot counts when it is whole; it stays half an hour after the next one
-- was taken, for those who are reading it.
CREATE TABLE ranking_snapshots (
  id uuid PRIMARY KEY,
  ranking text NOT NULL CHECK (ranking IN ('HOT', 'TOP_DAY', 'TOP_WEEK', 'TOP_MONTH', 'TOP_YEAR', 'TOP_ALL')),
  parts integer NOT NULL CHECK (parts > 0),
  arrived integer[] CHECK (arrived IS NOT NULL),                       -- as a check: Prisma's lists cannot be NOT NULL
  whole boolean NOT NULL GENERATED ALWAYS AS (cardinality(arrived) = parts) STORED,
  taken_at timestamptz(3) NOT NULL,
  as_of timestamptz(3) NOT NULL                                        -- the last moment of which Stats says that it is right
);
CREATE INDEX ranking_snapshots_newest ON ranking_snapshots (ranking, taken_at DESC, id DESC) WHERE whole;

CREATE TABLE ranked_posts (
  snapshot_id uuid NOT NULL REFERENCES ranking_snapshots (id) ON DELETE CASCADE,
  post_id uuid NOT NULL,                                               -- no reference: a feed shows those that are here and visible
  score bigint NOT NULL,
  likes integer NOT NULL,
  comments integer NOT NULL,
  reposts integer NOT NULL,
  people integer NOT NULL,
  PRIMARY KEY (snapshot_id, post_id)
);
CREATE INDEX ranked_posts_order ON ranked_posts (snapshot_id, score DESC, post_id);
