-- Search has a text search configuration of its own, over normalised text (docs/adr, "search over normalised text"). Everything here is new beside what was there, so that
-- the forum may serve meanwhile: posts keep their old column `search` for the code that still asks for it.

CREATE EXTENSION IF NOT EXISTS unaccent;

-- ---------------------------------------------------------------- words
-- Accents and ё go first, so that stop words and stems see one spelling. English words are those of ASCII letters.
CREATE TEXT SEARCH CONFIGURATION forum (COPY = pg_catalog.russian);
ALTER TEXT SEARCH CONFIGURATION forum ALTER MAPPING FOR hword, hword_part, word WITH unaccent, russian_stem;

-- One spelling of what looks alike: no code points that nobody sees, compatibility forms as the usual ones, no accents, ё as е.
CREATE FUNCTION forum_search_normalise(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN public.unaccent('public.unaccent'::regdictionary, normalize(
  regexp_replace(given, '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g'),
  NFKC));

-- Chinese, Japanese and Korean have no spaces to find words by: each character, and each with its neighbour.
CREATE FUNCTION forum_search_pairs(normal text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
  SELECT string_agg(pairs.text, ' ')
  FROM regexp_matches(normal, '[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+', 'g') AS run(found)
  CROSS JOIN LATERAL (
    SELECT string_agg(concat_ws(' ', one, one || next), ' ') AS text
    FROM (SELECT one, lead(one) OVER (ORDER BY position) AS next FROM unnest(string_to_array(run.found[1], NULL)) WITH ORDINALITY AS c(one, position)) AS neighbours
  ) AS pairs
);

-- Names of languages whose signs are their meaning become words: C++ is cplusplus, C# is csharp, .NET is dotnet. Neither is C or net.
CREATE FUNCTION forum_search_signs(normal text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(regexp_replace(regexp_replace(normal,
  '(^|[^[:alnum:]])([[:alpha:]])\+\+', '\1\2plusplus ', 'g'),
  '(^|[^[:alnum:]])([A-Za-z])#(?![[:alnum:]])', '\1\2sharp ', 'g'),
  '(^|[^[:alnum:]])\.net(?![[:alnum:]])', '\1dotnet ', 'gi');

-- The parts of compounds as words of their own: node.js, src/app/main.ts, wi-fi, snake_case, camelCase. No sign is left that Postgres's parser
-- would make an address, a file or a tag of.
CREATE FUNCTION forum_search_parts(normal text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(regexp_replace(regexp_replace(regexp_replace(normal,
  '[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+', ' ', 'g'),
  '[\u0001-/:-@\[-`{-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u303f\ue000-\uf8ff]+', ' ', 'g'),
  '([[:lower:]\d])([[:upper:]])', '\1 \2', 'g'),
  '([[:upper:]])([[:upper:]][[:lower:]])', '\1 \2', 'g');

-- The same compounds as one word each: nodejs, wifi, snakecase, camelcase.
CREATE FUNCTION forum_search_joined(normal text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
  SELECT string_agg(lower(regexp_replace(compound.found[1], '[-._''’‐‑]', '', 'g')), ' ')
  FROM regexp_matches(normal, '[[:alnum:]]+(?:[-._''’‐‑][[:alnum:]]+)+|[[:alnum:]]*[[:lower:]\d][[:upper:]][[:alnum:]]*', 'g') AS compound(found)
  WHERE compound.found[1] ~ '[[:alpha:]]'
);

CREATE FUNCTION forum_search_vector(given text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE normal text := forum_search_signs(forum_search_normalise(given));
BEGIN
  RETURN to_tsvector('public.forum', concat_ws(' ', forum_search_parts(normal), forum_search_joined(normal), forum_search_pairs(normal)));
END $$;

-- One word or quote of a query. A compound is looked for as its parts in their order, or as one word; a word alone as what it is.
CREATE FUNCTION forum_search_term(given text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  normal text := trim(forum_search_signs(forum_search_normalise(given)));
  parts tsquery := phraseto_tsquery('public.forum', forum_search_parts(normal));
BEGIN
  IF normal ~ '^[[:alnum:]]+(?:[-._''’‐‑]?[[:alnum:]]+)*$' THEN
    parts := parts || plainto_tsquery('public.forum', coalesce(forum_search_joined(normal), ''));
  END IF;
  RETURN parts && plainto_tsquery('public.forum', coalesce(forum_search_pairs(normal), ''));
END $$;

CREATE AGGREGATE forum_search_all(tsquery) (SFUNC = tsquery_and, STYPE = tsquery, PARALLEL = SAFE);
CREATE AGGREGATE forum_search_any(tsquery) (SFUNC = tsquery_or, STYPE = tsquery, PARALLEL = SAFE);

-- [[{"words": "node.js", "isExcluded": false}, …], …]: the outer are alternatives, the inner all hold.
CREATE FUNCTION forum_search_query(alternatives jsonb) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
  SELECT forum_search_any(wanted.words)
  FROM jsonb_array_elements(alternatives) AS alternative
  CROSS JOIN LATERAL (
    SELECT forum_search_all(CASE WHEN (term ->> 'isExcluded')::boolean AND numnode(query.words) > 0 THEN !!query.words ELSE query.words END) AS words
    FROM jsonb_array_elements(alternative) AS term CROSS JOIN LATERAL (SELECT forum_search_term(term ->> 'words') AS words) AS query
  ) AS wanted
);

-- ---------------------------------------------------------------- what search reads
-- One row a post that is not deleted: copies of what the walk from day to day needs, kept by triggers, so that every writer keeps them.
CREATE TABLE post_search (
  post_id uuid PRIMARY KEY REFERENCES posts (id),
  author_id uuid NOT NULL,
  visibility visibility NOT NULL,
  created_at timestamptz(3) NOT NULL,
  created_day integer NOT NULL,
  -- Weights: A the title, B the text, C the tags. The tags' words are replaced alone.
  words tsvector NOT NULL
);
CREATE INDEX post_search_words ON post_search USING gin (created_day, words);
CREATE INDEX post_search_oldest ON post_search (created_at);

CREATE FUNCTION forum_search_text_words(title text, body_text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN setweight(forum_search_vector(title), 'A') || setweight(forum_search_vector(body_text), 'B');

CREATE FUNCTION forum_search_tag_words(id uuid) RETURNS tsvector LANGUAGE sql STABLE STRICT
RETURN (
  SELECT setweight(forum_search_vector(coalesce(string_agg(tags.name, ' . ' ORDER BY t.position), '')), 'C')
  FROM post_tags t JOIN tags ON tags.id = t.tag_id WHERE t.post_id = forum_search_tag_words.id
);

CREATE FUNCTION forum_keep_post_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL THEN
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

-- Posts that are there and not in search yet.
CREATE FUNCTION forum_search_add(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE added integer;
BEGIN
  INSERT INTO post_search (post_id, author_id, visibility, created_at, created_day, words)
  SELECT p.id, p.author_id, p.visibility, p.created_at, floor(extract(epoch FROM p.created_at) / 86400)::integer,
    forum_search_text_words(p.title, p.body_text) || forum_search_tag_words(p.id)
  FROM posts p WHERE p.id = ANY (ids) AND p.deleted_at IS NULL
  ON CONFLICT (post_id) DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN added;
END $$;

CREATE FUNCTION forum_keep_post_search_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE post_search s SET words = ts_filter(s.words, '{a,b}') || forum_search_tag_words(s.post_id)
  FROM (SELECT DISTINCT post_id FROM changed) AS c WHERE s.post_id = c.post_id;
  RETURN NULL;
END $$;

CREATE TRIGGER posts_added_to_search AFTER INSERT ON posts FOR EACH ROW EXECUTE FUNCTION forum_keep_post_search();
CREATE TRIGGER posts_kept_in_search AFTER UPDATE OF title, body_text, visibility, deleted_at ON posts
  FOR EACH ROW EXECUTE FUNCTION forum_keep_post_search();
CREATE TRIGGER post_tags_added_to_search AFTER INSERT ON post_tags REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION forum_keep_post_search_tags();
CREATE TRIGGER post_tags_left_search AFTER DELETE ON post_tags REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION forum_keep_post_search_tags();

-- ---------------------------------------------------------------- people
-- Names folded the same way, lower case: Пётр is петр, José is jose.
CREATE FUNCTION forum_search_name(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(forum_search_normalise(given));

CREATE TABLE people_search (
  user_id uuid PRIMARY KEY REFERENCES people (user_id) ON DELETE CASCADE,
  handle text NOT NULL,
  display_name text NOT NULL
);
CREATE INDEX people_search_by_handle ON people_search USING gist (handle gist_trgm_ops);
CREATE INDEX people_search_by_name ON people_search USING gist (display_name gist_trgm_ops);

CREATE FUNCTION forum_keep_people_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO people_search (user_id, handle, display_name)
  VALUES (NEW.user_id, forum_search_name(NEW.handle), forum_search_name(NEW.display_name))
  ON CONFLICT (user_id) DO UPDATE SET handle = excluded.handle, display_name = excluded.display_name;
  RETURN NULL;
END $$;
CREATE TRIGGER people_kept_in_search AFTER INSERT OR UPDATE OF handle, display_name ON people
  FOR EACH ROW EXECUTE FUNCTION forum_keep_people_search();

-- ---------------------------------------------------------------- what was there before
-- Both answer where the walk by id has come to, or null at its end; any number may run beside a serving forum. A post is locked against changes
-- until it is in search, so that no change of it is missed.
CREATE FUNCTION forum_search_catch_up(after uuid, most integer) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE ids uuid[];
BEGIN
  SELECT array_agg(id ORDER BY id) INTO ids FROM (SELECT id FROM posts WHERE id > after ORDER BY id LIMIT most FOR SHARE) AS batch;
  PERFORM forum_search_add(ids);
  RETURN ids[cardinality(ids)];
END $$;

CREATE FUNCTION forum_search_catch_up_people(after uuid, most integer) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE ids uuid[];
BEGIN
  SELECT array_agg(user_id ORDER BY user_id) INTO ids FROM (SELECT user_id FROM people WHERE user_id > after ORDER BY user_id LIMIT most FOR SHARE) AS batch;
  INSERT INTO people_search (user_id, handle, display_name)
  SELECT user_id, forum_search_name(handle), forum_search_name(display_name) FROM people WHERE user_id = ANY (ids)
  ON CONFLICT (user_id) DO NOTHING;
  RETURN ids[cardinality(ids)];
END $$;
