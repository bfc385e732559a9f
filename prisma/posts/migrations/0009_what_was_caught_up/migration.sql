-- What was brought over once and for all: whatever is written since is kept in search by triggers. A start goes over it no more.
CREATE TABLE catch_ups (
  name text PRIMARY KEY,
  done_at timestamptz(3) NOT NULL
);
