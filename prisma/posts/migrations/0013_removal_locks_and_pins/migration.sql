-- Moderation. What an author deletes (posts.deleted_at, comments.removed_at) and what moderators remove are independent: a text is shown when neither
-- happened. `removals` counts the standing acts upon a text, so an act that ends brings back only what no other act holds.
-- New columns have constant defaults and nothing is rewritten: the forum may serve meanwhile.
ALTER TABLE posts ADD COLUMN removals integer NOT NULL DEFAULT 0 CHECK (removals >= 0);
ALTER TABLE posts ADD COLUMN locked boolean NOT NULL DEFAULT false;
ALTER TABLE comments ADD COLUMN removals integer NOT NULL DEFAULT 0 CHECK (removals >= 0);

-- ---------------------------------------------------------------- acts
CREATE TYPE moderation_act_kind AS ENUM ('DISMISS', 'REMOVE', 'REMOVE_ALL', 'RESTORE', 'LOCK', 'UNLOCK', 'PIN', 'UNPIN', 'WARN', 'RESET', 'SUSPEND', 'REINSTATE', 'ROLE', 'PURGE');

-- Never deleted. actor_id null: the system. rule_id is of a rule of the place, which Auth holds. An act upon many texts is carried out in small
-- transactions; `settled` says that none of its texts is left to do.
CREATE TABLE moderation_acts (
  id uuid PRIMARY KEY,
  kind moderation_act_kind NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) <= 500),
  rule_id uuid,
  actor_id uuid,
  whom_id uuid,
  post_id uuid REFERENCES posts (id),
  comment_id uuid REFERENCES comments (id),
  affected integer NOT NULL DEFAULT 0 CHECK (affected >= 0),
  at timestamptz(3) NOT NULL,
  undone_at timestamptz(3),
  undone_by uuid,
  settled boolean NOT NULL DEFAULT true
);
CREATE INDEX moderation_acts_newest ON moderation_acts (at DESC, id DESC);
CREATE INDEX moderation_acts_unsettled ON moderation_acts (id) WHERE NOT settled;
CREATE INDEX moderation_acts_lock ON moderation_acts (post_id) WHERE kind = 'LOCK' AND undone_at IS NULL;

-- Each text that an act is about. applied: it counts in the text's `removals`, which changes under the lock of the post's counters.
-- lifted: this text was restored by itself, whatever becomes of the act.
CREATE TABLE removals (
  act_id uuid NOT NULL REFERENCES moderation_acts (id),
  text_id uuid NOT NULL,
  post_id uuid NOT NULL REFERENCES posts (id),
  is_post boolean NOT NULL,
  applied boolean NOT NULL DEFAULT false,
  lifted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (act_id, text_id)
);
CREATE INDEX removals_of_text ON removals (text_id, act_id DESC);
CREATE INDEX removals_to_apply ON removals (act_id, post_id, text_id) WHERE NOT applied AND NOT lifted;
CREATE INDEX removals_to_lift ON removals (act_id, post_id, text_id) WHERE applied;

-- Whom an act concerns: they may read it, without who did it.
CREATE TABLE act_people (
  user_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  act_id uuid NOT NULL REFERENCES moderation_acts (id),
  PRIMARY KEY (user_id, at, act_id)
);

-- ---------------------------------------------------------------- pins: at most three, whatever happens at once
CREATE TABLE pins (
  slot smallint PRIMARY KEY CHECK (slot BETWEEN 1 AND 3),
  post_id uuid NOT NULL UNIQUE REFERENCES posts (id),
  pinned_at timestamptz(3) NOT NULL
);

-- ---------------------------------------------------------------- search holds what is neither deleted nor removed
CREATE OR REPLACE FUNCTION forum_keep_post_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL OR NEW.removals > 0 THEN
    DELETE FROM post_search WHERE post_id = NEW.id;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO post_search (post_id, author_id, visibility, created_at, created_day, words)
    VALUES (NEW.id, NEW.author_id, NEW.visibility, NEW.created_at, floor(extract(epoch FROM NEW.created_at) / 86400)::integer,
      forum_search_text_words(NEW.title, NEW.body_text));
  ELSE
    UPDATE post_search SET visibility = NEW.visibility,
      words = CASE WHEN NEW.title = OLD.title AND NEW.body_text = OLD.body_text THEN words
        ELSE forum_search_text_words(NEW.title, NEW.body_text) || ts_filter(words, '{c}') END
    WHERE post_id = NEW.id;
    IF NOT FOUND THEN PERFORM forum_search_add(ARRAY[NEW.id]); END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION forum_search_add(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE added integer;
BEGIN
  INSERT INTO post_search (post_id, author_id, visibility, created_at, created_day, words)
  SELECT p.id, p.author_id, p.visibility, p.created_at, floor(extract(epoch FROM p.created_at) / 86400)::integer,
    forum_search_text_words(p.title, p.body_text) || forum_search_tag_words(p.id)
  FROM posts p WHERE p.id = ANY (ids) AND p.deleted_at IS NULL AND p.removals = 0
  ON CONFLICT (post_id) DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN added;
END $$;

DROP TRIGGER posts_kept_in_search ON posts;
CREATE TRIGGER posts_kept_in_search AFTER UPDATE OF title, body_text, visibility, deleted_at, removals ON posts
  FOR EACH ROW EXECUTE FUNCTION forum_keep_post_search();

-- A removed post whose tag gets its one spelling is still removed in its event.
CREATE OR REPLACE FUNCTION forum_normalise_tag(wrong uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted text := (SELECT forum_tag_name(name) FROM tags WHERE id = wrong);
  kept uuid;
  posts_of uuid[];
  moved integer;
BEGIN
  SELECT array_agg(post_id) INTO posts_of FROM post_tags WHERE tag_id = wrong;
  PERFORM FROM post_counters WHERE post_id = ANY (posts_of) ORDER BY post_id FOR NO KEY UPDATE;
  SELECT array_agg(post_id) INTO posts_of FROM post_tags WHERE tag_id = wrong AND post_id = ANY (posts_of);

  INSERT INTO tags (id, name) VALUES (uuidv7(), wanted) ON CONFLICT (name) DO NOTHING;
  SELECT id INTO kept FROM tags WHERE name = wanted;
  INSERT INTO tag_counters (tag_id, name) VALUES (kept, wanted) ON CONFLICT (tag_id) DO NOTHING;
  PERFORM FROM tag_counters WHERE tag_id IN (wrong, kept) ORDER BY tag_id FOR NO KEY UPDATE;

  WITH gone AS (
    DELETE FROM post_tags WHERE tag_id = wrong AND post_id = ANY (posts_of) RETURNING post_id, position, listed, created_at, last_activity_at
  ), counted AS (
    UPDATE tag_counters SET post_count = post_count - (SELECT count(*) FROM gone WHERE listed) WHERE tag_id = wrong
  ), came AS (
    INSERT INTO post_tags (post_id, position, tag_id, listed, created_at, last_activity_at)
    SELECT post_id, position, kept, listed, created_at, last_activity_at FROM gone
    WHERE NOT EXISTS (SELECT FROM post_tags other WHERE other.post_id = gone.post_id AND other.tag_id = kept)
    ON CONFLICT DO NOTHING
    RETURNING listed
  )
  SELECT count(*) FILTER (WHERE listed) INTO moved FROM came;
  UPDATE tag_counters SET post_count = post_count + moved WHERE tag_id = kept;

  WITH changed AS (
    UPDATE posts SET version = version + 1 WHERE id = ANY (posts_of)
    RETURNING id, author_id, visibility, created_at, updated_at, deleted_at, removals, version
  )
  INSERT INTO outbox (id, type, topic, key, subject, source, time, data)
  SELECT uuidv7(), 'post_updated', 'posts', c.id::text, c.id::text, 'forum/posts', now(), jsonb_build_object(
    'postId', c.id, 'authorId', c.author_id, 'visibility', c.visibility,
    'tags', coalesce((SELECT jsonb_agg(tags.name ORDER BY t.position) FROM post_tags t JOIN tags ON tags.id = t.tag_id WHERE t.post_id = c.id), '[]'),
    'createdAt', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'updatedAt', to_char(c.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'deleted', c.deleted_at IS NOT NULL, 'removed', c.removals > 0, 'version', c.version)
  FROM changed c ORDER BY c.id;
END $$;
