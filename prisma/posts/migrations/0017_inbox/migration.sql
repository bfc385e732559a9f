-- The inbox: who watches or mutes which thread, what people were told, and how far they have looked.

-- How far somebody has looked at what they were told. `last_at` is when they were told last: each telling is later than the one before, and
-- whoever tells holds the row until the commit, so nothing comes to lie before what was drawn already.
CREATE TABLE inboxes (
  person_id uuid PRIMARY KEY,
  last_at timestamptz(3) NOT NULL,
  seen_up_to timestamptz(3) NOT NULL DEFAULT '-infinity',
  read_up_to timestamptz(3) NOT NULL DEFAULT '-infinity'
);

-- A kind without a row is wanted.
CREATE TABLE notification_settings (
  person_id uuid NOT NULL,
  kind text NOT NULL,
  inbox boolean NOT NULL,
  PRIMARY KEY (person_id, kind)
);

-- Without a row a thread is NORMAL. `told_up_to`: the last comment of which a watcher was told.
CREATE TABLE thread_watches (
  person_id uuid NOT NULL,
  post_id uuid NOT NULL REFERENCES posts (id),
  level text NOT NULL CHECK (level IN ('WATCH', 'MUTE')),
  told_up_to timestamptz(3) NOT NULL,
  PRIMARY KEY (person_id, post_id)
);
CREATE INDEX thread_watches_of_post ON thread_watches (post_id, person_id) WHERE level = 'WATCH';

-- A row of an inbox: one thing that happened, or a group of the same kind on one subject.
CREATE TABLE notifications (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  post_id uuid,
  comment_id uuid,
  first_at timestamptz(3) NOT NULL,
  latest_at timestamptz(3) NOT NULL,
  -- When it came to the top, at most the last 50 times: a walk that began earlier finds it where it was.
  moves timestamptz(3)[] NOT NULL,
  -- Zero: everybody took back what they did, and the row is as if it were not there.
  actor_count integer NOT NULL CHECK (actor_count >= 0),
  -- Of THREAD: it tells of the comments after one moment and up to another.
  comments_after timestamptz(3),
  comments_until timestamptz(3),
  read_at timestamptz(3),
  CHECK ((kind = 'THREAD') = (comments_after IS NOT NULL) AND (kind = 'THREAD') = (comments_until IS NOT NULL)),
  CHECK (first_at <= latest_at OR actor_count = 0)
);
CREATE INDEX notifications_of_kind ON notifications (person_id, kind, latest_at DESC, id DESC) WHERE actor_count > 0;
CREATE INDEX notifications_unread ON notifications (person_id, kind, latest_at DESC, id DESC) WHERE actor_count > 0 AND read_at IS NULL;
CREATE INDEX notifications_on_subject ON notifications (person_id, subject_id, kind, first_at DESC);
CREATE INDEX notifications_unread_on_post ON notifications (post_id, id) WHERE read_at IS NULL;
CREATE INDEX notifications_unread_on_comment ON notifications (comment_id, id) WHERE read_at IS NULL;
CREATE INDEX notifications_by_age ON notifications (latest_at);

-- One deed of which one person was told. The id is made of the deed and the person, so nobody is told of it twice.
CREATE TABLE notices (
  id uuid PRIMARY KEY,
  notification_id uuid NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  actor_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  active boolean NOT NULL DEFAULT true
);
CREATE INDEX notices_of_notification ON notices (notification_id, at DESC, actor_id DESC) WHERE active;
-- Deleting a notification looks for all of its notices.
CREATE INDEX notices_to_delete ON notices (notification_id);

-- Threads whose watchers are to be told of their comments up to a moment; those up to `after_person` have been.
CREATE TABLE thread_news (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  post_id uuid NOT NULL REFERENCES posts (id),
  comments_until timestamptz(3) NOT NULL,
  after_person uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
);
CREATE INDEX thread_news_of_post ON thread_news (post_id, id);

-- Posts and comments that were hidden: what was told of them by then is read, and soon says so itself. `spared` still sees it.
CREATE TABLE hidden_subjects (
  subject_id uuid PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  spared uuid
);

-- Who is named in a text, and who was told of it: those stay for ever, so that nobody is told of a text twice.
CREATE TABLE text_mentions (
  text_id uuid NOT NULL,
  person_id uuid NOT NULL,
  position smallint NOT NULL,
  is_told boolean NOT NULL DEFAULT false,
  PRIMARY KEY (text_id, person_id)
);

-- Who wrote in a thread before there was watching watches it, from now on. Answers where the walk over posts has come to, or null at its end.
CREATE FUNCTION forum_watch_written(after uuid, most integer) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE ids uuid[];
BEGIN
  SELECT array_agg(id ORDER BY id) INTO ids FROM (SELECT id FROM posts WHERE id > after ORDER BY id LIMIT most) AS batch;
  INSERT INTO thread_watches (person_id, post_id, level, told_up_to)
  SELECT author_id, id, 'WATCH', now() FROM posts WHERE id = ANY (ids)
  UNION
  SELECT author_id, post_id, 'WATCH', now() FROM comments WHERE post_id = ANY (ids) AND removed_at IS NULL
  ON CONFLICT (person_id, post_id) DO NOTHING;
  RETURN ids[cardinality(ids)];
END $$;
