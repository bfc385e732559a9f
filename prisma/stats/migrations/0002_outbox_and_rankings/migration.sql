-- What Stats tells on forum.stats.v1.
CREATE TABLE outbox (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, type text NOT NULL, topic text NOT NULL, key text, subject text NOT NULL, source text NOT NULL, time timestamptz(3) NOT NULL, data jsonb /* null = tombstone */, created_at timestamptz(3) NOT NULL DEFAULT now());
CREATE TABLE outbox_dead (seq bigint PRIMARY KEY, id uuid NOT NULL UNIQUE, type text NOT NULL, topic text NOT NULL, key text, subject text NOT NULL, source text NOT NULL, time timestamptz(3) NOT NULL, data jsonb, created_at timestamptz(3) NOT NULL, reason text NOT NULL, died_at timestamptz(3) NOT NULL DEFAULT now());

-- What was last told of each ranking. Whoever refreshes one locks its row.
CREATE TABLE ranking_marks (
  ranking text PRIMARY KEY,
  snapshot uuid,                                                       -- null: nothing was told yet
  digest text,
  parts integer,
  told_at timestamptz(3),                                              -- a snapshot, or that it is still right
  checked_at timestamptz(3),
  CHECK ((snapshot IS NULL) = (digest IS NULL) AND (snapshot IS NULL) = (parts IS NULL) AND (snapshot IS NULL) = (told_at IS NULL))
);
INSERT INTO ranking_marks (ranking) VALUES ('HOT'), ('TOP_DAY'), ('TOP_WEEK'), ('TOP_MONTH'), ('TOP_YEAR'), ('TOP_ALL');
