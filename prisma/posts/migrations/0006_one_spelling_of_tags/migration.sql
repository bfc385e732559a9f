-- A tag has one spelling: NFKC, without code points that nobody sees, lower case, ё as е (tag-names.ts). `.` and `..` cannot stand in an address.
CREATE FUNCTION forum_tag_name(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  visible text := regexp_replace(normalize(given, NFKC), '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g');
  name text := left(trim(regexp_replace(translate(normalize(lower(visible), NFKC), 'ё', 'е'), '\s+', ' ', 'g')), 30);
BEGIN
  RETURN CASE name WHEN '' THEN 'tag' WHEN '.' THEN 'dot' WHEN '..' THEN 'dots' ELSE name END;
END $$;

-- Gives a tag its one spelling: its posts move to the tag that has it already, or it is renamed. An old replica may write the old spelling again
-- meanwhile, so the row of a tag that was merged stays, without posts. Whoever changes a post locks its counters first, in id order; so does this.
-- Each post that changes gets its event, because events carry tags.
CREATE FUNCTION forum_normalise_tag(wrong uuid) RETURNS void LANGUAGE plpgsql AS $$
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
    RETURNING id, author_id, visibility, created_at, updated_at, deleted_at, version
  )
  INSERT INTO outbox (id, type, topic, key, subject, source, time, data)
  SELECT uuidv7(), 'post_updated', 'posts', c.id::text, c.id::text, 'forum/posts', now(), jsonb_build_object(
    'postId', c.id, 'authorId', c.author_id, 'visibility', c.visibility,
    'tags', coalesce((SELECT jsonb_agg(tags.name ORDER BY t.position) FROM post_tags t JOIN tags ON tags.id = t.tag_id WHERE t.post_id = c.id), '[]'),
    'createdAt', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'updatedAt', to_char(c.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'deleted', c.deleted_at IS NOT NULL, 'version', c.version)
  FROM changed c ORDER BY c.id;
END $$;

-- Tags with posts that are not in their one spelling.
CREATE FUNCTION forum_wrong_tags() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT id FROM tags WHERE name <> forum_tag_name(name) AND EXISTS (SELECT FROM post_tags WHERE tag_id = tags.id)
$$;
