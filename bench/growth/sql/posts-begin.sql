-- What is made stands in a schema of its own while it is made: who and what there is, by numbers. The rest follows from those, so that every part of it can be
-- made by itself, and each number of something makes the same of it.
DROP SCHEMA IF EXISTS growth CASCADE;
CREATE SCHEMA growth;

-- A number that looks like chance, and the same from 0 to 1.
CREATE FUNCTION growth.h(n bigint, salt integer) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashint8extended(n, salt) & x'7fffffffffffffff'::bigint;
CREATE FUNCTION growth.u(n bigint, salt integer) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(n, salt) & x'ffffffffffff'::bigint)::double precision / x'1000000000000'::bigint;

-- A UUIDv7 of a time.
CREATE FUNCTION growth.id(at timestamptz, n bigint, salt integer) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0')
  || '7' || substr(md5(n || ':' || salt), 1, 3) || '8' || substr(md5(n || ':' || salt), 4, 15))::uuid;

CREATE TABLE growth.settings AS SELECT
  $posts::integer AS posts, 20000 AS people, 100000 AS accounts,
  $posts::integer / 4 * 3 AS long_thread, $posts::integer / 2 AS loved,
  date_trunc('minute', now()) AS until, interval '365 days' AS span,
  (SELECT coalesce(max(renderer_version), 1) FROM posts) AS renderer_version;

-- Twenty thousand who write, and eighty thousand who have only liked something.
CREATE TABLE growth.people AS
SELECT n, growth.id(at, n, 1) AS id, 'person_' || n AS handle, initcap('person ' || n) AS name, at
FROM growth.settings CROSS JOIN generate_series(0, accounts - 1) AS n
CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', until - span - n * interval '20 seconds') AS at) AS t;
CREATE UNIQUE INDEX ON growth.people (n);
ALTER TABLE growth.people ADD PRIMARY KEY (id);

-- Three thousand words, some of them much more often than others, and twenty thousand sentences of twelve.
CREATE TABLE growth.words AS
SELECT n, (SELECT string_agg(substr('bdfgklmnprstvz', 1 + (growth.h(n, 20 + part) % 14)::integer, 1) || substr('aeiou', 1 + (growth.h(n, 30 + part) % 5)::integer, 1), '' ORDER BY part)
  FROM generate_series(1, 2 + n % 3) AS part) || CASE WHEN n % 2 = 0 THEN 'n' ELSE '' END AS word
FROM generate_series(0, 2999) AS n;
CREATE UNIQUE INDEX ON growth.words (n);
CREATE TABLE growth.sentences AS
SELECT s AS n, initcap(left(string_agg(word, ' ' ORDER BY place), 1)) || substr(string_agg(word, ' ' ORDER BY place), 2) || '.' AS text
FROM generate_series(0, 19999) AS s CROSS JOIN generate_series(1, 12) AS place
JOIN growth.words w ON w.n = floor(3000 * growth.u(s * 12 + place, 40) ^ 3)
GROUP BY s;
CREATE UNIQUE INDEX ON growth.sentences (n);

-- One tag is on half of all posts.
CREATE TABLE growth.tags AS
SELECT n, growth.id(until - span, n, 2) AS id, CASE n WHEN 0 THEN 'everything' ELSE 'topic ' || n END AS name
FROM growth.settings CROSS JOIN generate_series(0, 200) AS n;
INSERT INTO tags (id, name) SELECT id, name FROM growth.tags;

-- A post: when, by whom, and how much was said of it. Some wrote much more than others; the first has the most.
CREATE TABLE growth.posts AS
SELECT p AS n, growth.id(t.at, p, 3) AS id, a.id AS author_id, t.at,
  CASE WHEN p = long_thread THEN 10000 ELSE (growth.h(p, 4) % 11)::integer END AS comments,
  CASE WHEN p = loved THEN accounts ELSE floor(least(greatest(1, 1 / (growth.u(p, 5) + 0.001)), 50))::integer - 1 END AS likes,
  growth.h(p, 6) % 33 > 0 OR p IN (long_thread, loved) AS is_public,
  growth.h(p, 7) % 5 = 0 AS is_reposted,
  (until - t.at) * growth.u(p, 8) ^ 2 AS lively,
  until
FROM growth.settings CROSS JOIN generate_series(0, posts - 1) AS p
CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', until - span + span * ((p + growth.u(p, 9)) / posts)) AS at) AS t
JOIN growth.people a ON a.n = floor(people * growth.u(p, 10) ^ 2);
CREATE UNIQUE INDEX ON growth.posts (n);
ALTER TABLE growth.posts ADD PRIMARY KEY (id);
ANALYZE growth.people, growth.words, growth.sentences, growth.posts;

CREATE FUNCTION growth.comment_at(post growth.posts, c integer) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_trunc('milliseconds', (post).at + (post).lively * ((c + 1)::double precision / ((post).comments + 1)));
CREATE FUNCTION growth.comment_id(post growth.posts, c integer) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN growth.id(growth.comment_at(post, c), (post).n * 16384::bigint + c, 11);
-- A step of a path, in hexadecimal: its time and its id.
CREATE FUNCTION growth.step(post growth.posts, c integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lpad(to_hex(floor(extract(epoch FROM growth.comment_at(post, c)) * 1000)::bigint), 12, '0') || replace(growth.comment_id(post, c)::text, '-', '');
-- Every tenth comment is liked.
CREATE FUNCTION growth.is_liked(post growth.posts, c integer) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN growth.h((post).n * 16384::bigint + c, 12) % 10 = 0;

INSERT INTO people (user_id, handle, display_name, version) SELECT id, handle, name, 1 FROM growth.people;
INSERT INTO people_search (user_id, handle, display_name)
SELECT id, forum_search_name(handle), forum_search_name(name) FROM growth.people ON CONFLICT DO NOTHING;
