-- Whom and which words somebody does not want to meet. One row a pair, blocked or muted or both, so that a list asks one question of each person in it.
CREATE TABLE hidden_people (
  owner_id uuid NOT NULL,
  person_id uuid NOT NULL,
  blocked_at timestamptz(3),
  muted_at timestamptz(3),
  PRIMARY KEY (owner_id, person_id),
  CHECK (owner_id <> person_id),
  CHECK (blocked_at IS NOT NULL OR muted_at IS NOT NULL)
);
CREATE INDEX hidden_people_blocked ON hidden_people (owner_id, blocked_at DESC, person_id DESC) WHERE blocked_at IS NOT NULL;
CREATE INDEX hidden_people_muted ON hidden_people (owner_id, muted_at DESC, person_id DESC) WHERE muted_at IS NOT NULL;

-- The words of a text one after the other, as they were written but for case and accents: what a phrase in quotes is looked for in.
CREATE FUNCTION forum_plain_words(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN ' ' || trim(regexp_replace(lower(forum_search_normalise(given)), '[^[:alnum:]]+', ' ', 'g')) || ' ';

-- What a muted word looks for: a phrase in quotes as one, else each of its words, wherever they stand.
CREATE FUNCTION forum_muted_query(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN word LIKE '"%"' THEN forum_search_term(trim(both '"' from word))
  ELSE coalesce((SELECT forum_search_all(q.words) FROM regexp_split_to_table(word, '\s+') AS part
    CROSS JOIN LATERAL (SELECT forum_search_term(part) AS words) AS q WHERE numnode(q.words) > 0), '') END;

CREATE TABLE muted_words (
  owner_id uuid NOT NULL,
  word text COLLATE "C" NOT NULL CHECK (char_length(word) BETWEEN 1 AND 100),
  until timestamptz(3),
  -- Made of the word alone, once: a page asks it of each of its posts.
  query tsquery NOT NULL GENERATED ALWAYS AS (forum_muted_query(word)) STORED,
  phrase text GENERATED ALWAYS AS (CASE WHEN word LIKE '"%"' THEN forum_plain_words(word) END) STORED,
  PRIMARY KEY (owner_id, word)
);
