-- The highest milestone that somebody or something ever reached: it is told once, whatever is taken back or counted anew.
CREATE TABLE milestones (
  subject_id uuid NOT NULL,
  metric text NOT NULL CHECK (metric IN ('LIKES', 'VIEWS', 'FOLLOWERS')),
  reached bigint NOT NULL CHECK (reached > 0),
  PRIMARY KEY (subject_id, metric)
);

-- What is done once in the life of a database.
CREATE TABLE done_once (
  name text PRIMARY KEY,
  done_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Which weeks were reported, and of one that is being reported, to whom so far.
CREATE TABLE weekly_reports (
  week date PRIMARY KEY,                                               -- the Monday on which it is told
  told_to uuid,
  done_at timestamptz(3)
);
