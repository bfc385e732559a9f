-- A forum of 100,000 posts over 400 days, for the plans of the lists. Everything is derived from counters, so each run has the same.
-- The ids are UUIDs whose first bytes are the kind (a: people, b: posts, c: comments, d: tags) and whose last are the number.
-- Loading goes faster without the checks of foreign keys, and with the slow indexes built at the end.
SET session_replication_role = replica;
DROP INDEX notifications_of_kind, notifications_unread, notifications_on_subject, notifications_unread_on_post, notifications_unread_on_comment,
  notifications_by_age, notices_of_notification, notices_to_delete;
DROP INDEX posts_search, people_by_handle, people_by_name, post_search_words, people_search_by_handle, people_search_by_name;
-- Kept for replicas of the last version alone, and dear to make.
ALTER TABLE posts DROP COLUMN search;

CREATE FUNCTION pg_temp.numbered(kind text, number bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
$$ SELECT (kind || '0000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;

INSERT INTO people (user_id, handle, display_name, version)
SELECT pg_temp.numbered('a', n), 'person_' || md5(n::text), initcap(substr(md5((n * 7)::text), 1, 6)) || ' ' || initcap(substr(md5((n * 11)::text), 1, 8)), 1
FROM generate_series(1, 20000) n;

INSERT INTO posts (id, author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at)
SELECT pg_temp.numbered('b', n), pg_temp.numbered('a', 1 + (n * 7919) % 2000), 'Заметка ' || n, w.body, w.body, w.body, left(w.body, 200), 1,
  (CASE WHEN n % 50 = 0 THEN 'PRIVATE' ELSE 'PUBLIC' END)::visibility, t.at, t.at
FROM generate_series(1, 100000) n,
  LATERAL (SELECT 'слово' || n % 97 || ' хлеб' || n % 13 || ' readers ' || md5(n::text) || CASE WHEN n % 20000 = 7 THEN ' редкость' ELSE '' END AS body) w,
  LATERAL (SELECT timestamptz '2026-01-01' + n * interval '345.6 seconds' AS at) t;

INSERT INTO post_counters (post_id, listed, like_count, repost_count, comment_count, thread_count, top_level_count, last_activity_at)
SELECT id, visibility = 'PUBLIC', 0, 0, 0, 0, 0, created_at + (hashtext(id::text) & 1023) * interval '1 minute' FROM posts;

INSERT INTO tags (id, name) SELECT pg_temp.numbered('d', n), 'tag' || n FROM generate_series(1, 15000) n;
INSERT INTO tag_counters (tag_id, name, post_count) SELECT id, name, 1 + (hashtext(name) & 255) FROM tags;
INSERT INTO post_tags (post_id, position, tag_id, listed, created_at, last_activity_at)
SELECT p.id, s.position, pg_temp.numbered('d', 1 + (abs(hashtext(p.id::text)) + s.position * 17) % (CASE s.position WHEN 0 THEN 40 ELSE 15000 END)),
  c.listed, p.created_at, c.last_activity_at
FROM posts p JOIN post_counters c ON c.post_id = p.id CROSS JOIN generate_series(0, p.created_day & 1) AS s(position)
ON CONFLICT DO NOTHING;

-- One long thread, the rest short: 40,000 comments under 30,000 posts and 5,000 under the last public one.
INSERT INTO comments (id, post_id, author_id, body, body_html, renderer_version, depth, path, path_newest, created_at, updated_at)
SELECT c.id, c.post_id, pg_temp.numbered('a', 1 + n % 2000), 'Ответ', 'Ответ', 1, 0, decode(s.step, 'hex'), decode(s.inverted, 'hex'), c.at, c.at
FROM generate_series(1, 45000) n,
  LATERAL (SELECT pg_temp.numbered('c', n) AS id, pg_temp.numbered('b', CASE WHEN n > 40000 THEN 99999 ELSE 1 + n % 30000 END) AS post_id,
    timestamptz '2026-06-01' + n * interval '1 second' AS at) c,
  LATERAL (SELECT lpad(to_hex((extract(epoch FROM c.at) * 1000)::bigint), 12, '0') || replace(c.id::text, '-', '') AS step,
    lpad(to_hex(281474976710655 - (extract(epoch FROM c.at) * 1000)::bigint), 12, '0') || translate(replace(c.id::text, '-', ''), '0123456789abcdef', 'fedcba9876543210') AS inverted) s;
-- And 3,000 replies to its first comment.
INSERT INTO comments (id, post_id, parent_id, author_id, body, body_html, renderer_version, depth, path, path_newest, created_at, updated_at)
SELECT c.id, p.post_id, p.id, pg_temp.numbered('a', 1 + n % 2000), 'Ответ', 'Ответ', 1, 1, p.path || decode(s.step, 'hex'), p.path_newest || decode(s.inverted, 'hex'), c.at, c.at
FROM generate_series(200001, 203000) n,
  LATERAL (SELECT pg_temp.numbered('c', n) AS id, timestamptz '2026-06-20' + n * interval '1 second' AS at) c,
  LATERAL (SELECT lpad(to_hex((extract(epoch FROM c.at) * 1000)::bigint), 12, '0') || replace(c.id::text, '-', '') AS step,
    lpad(to_hex(281474976710655 - (extract(epoch FROM c.at) * 1000)::bigint), 12, '0') || translate(replace(c.id::text, '-', ''), '0123456789abcdef', 'fedcba9876543210') AS inverted) s,
  LATERAL (SELECT * FROM comments WHERE id = pg_temp.numbered('c', 40001)) p;
UPDATE comments SET reply_count = 3000 WHERE id = pg_temp.numbered('c', 40001);
UPDATE post_counters SET comment_count = 8000, thread_count = 8000, top_level_count = 5000 WHERE post_id = pg_temp.numbered('b', 99999);

-- Likes are few: most comments have none.
UPDATE comments SET like_count = hashtext(id::text) & 7 WHERE hashtext(id::text) & 15 = 0;
-- 2,000 comments, half of them replies, under a post of its own.
INSERT INTO comments (id, post_id, parent_id, author_id, body, body_html, renderer_version, depth, path, path_newest, created_at, updated_at, reply_count)
SELECT c.id, pg_temp.numbered('b', 99991), CASE WHEN n % 2 = 0 THEN pg_temp.numbered('c', n - 1) END, pg_temp.numbered('a', 1 + n % 2000), 'Ответ', 'Ответ', 1, 1 - n % 2,
  CASE WHEN n % 2 = 0 THEN decode('00' || substr(s.step, 3), 'hex') || decode(s.step, 'hex') ELSE decode(s.step, 'hex') END,
  CASE WHEN n % 2 = 0 THEN decode('ff' || substr(s.step, 3), 'hex') || decode(s.step, 'hex') ELSE decode(s.step, 'hex') END, c.at, c.at, n % 2
FROM generate_series(300001, 302000) n,
  LATERAL (SELECT pg_temp.numbered('c', n) AS id, timestamptz '2026-06-20' + n * interval '1 second' AS at) c,
  LATERAL (SELECT lpad(to_hex((extract(epoch FROM c.at) * 1000)::bigint), 12, '0') || replace(c.id::text, '-', '') AS step) s;
UPDATE post_counters SET comment_count = 2000, thread_count = 2000, top_level_count = 1000 WHERE post_id = pg_temp.numbered('b', 99991);

-- Snapshots of half an hour, of which one in two posts of the last month is ranked in the newest.
INSERT INTO ranking_snapshots (id, ranking, parts, arrived, taken_at, as_of)
SELECT pg_temp.numbered('e', n), 'HOT', 1, '{1}'::integer[], t.at, t.at FROM generate_series(1, 30) n, LATERAL (SELECT timestamptz '2027-02-06' - n * interval '1 minute' AS at) t
UNION ALL
SELECT pg_temp.numbered('e', 100), 'TOP_WEEK', 1, '{1}'::integer[], timestamptz '2027-02-05', timestamptz '2027-02-05';
INSERT INTO ranked_posts (snapshot_id, post_id, score, likes, comments, reposts, people)
SELECT s.id, pg_temp.numbered('b', 100001 - 2 * n), 1000 - n / 3, 1, 0, 0, 1 FROM ranking_snapshots s, generate_series(1, 1000) n;

-- Every tenth relation was taken back.
INSERT INTO post_likes (post_id, user_id, active, version, changed_at)
SELECT pg_temp.numbered('b', CASE WHEN n > 50000 THEN 99999 ELSE 1 + n % 95000 END), pg_temp.numbered('a', 1 + n % 20000), n % 10 <> 0, 1, timestamptz '2026-06-01' + n * interval '1 second'
FROM generate_series(1, 60000) n ON CONFLICT DO NOTHING;
INSERT INTO reposts (post_id, user_id, active, version, changed_at)
SELECT pg_temp.numbered('b', CASE WHEN n > 45000 THEN 99999 ELSE 1 + (n * 7) % 95000 END), pg_temp.numbered('a', 1 + n % 18000), n % 10 <> 0, 1, timestamptz '2026-06-01' + n * interval '10 seconds'
FROM generate_series(1, 50000) n ON CONFLICT DO NOTHING;
-- Person 1 follows 300 writers and is followed by 5,000; person 2 follows three.
INSERT INTO follows (follower_id, followed_id, active, version, changed_at)
SELECT pg_temp.numbered('a', f.follower), pg_temp.numbered('a', f.followed), true, 1, timestamptz '2026-06-01' + f.n * interval '1 second'
FROM (
  SELECT n, 1 AS follower, 1 + n AS followed FROM generate_series(1, 300) n
  UNION ALL SELECT n, 5000 + n, 1 FROM generate_series(1, 5000) n
  UNION ALL SELECT n, 2, 10 + n FROM generate_series(1, 3) n
  UNION ALL SELECT n, 10000 + n % 5000, 400 + n % 700 FROM generate_series(1, 20000) n
) f ON CONFLICT DO NOTHING;
INSERT INTO person_counters (user_id, follower_count, following_count) VALUES (pg_temp.numbered('a', 1), 5000, 300);
INSERT INTO bookmarks (user_id, post_id, created_at)
SELECT pg_temp.numbered('a', 1 + n % 5), pg_temp.numbered('b', n), timestamptz '2026-06-01' + n * interval '1 second' FROM generate_series(1, 20000) n;

-- Moderation: the newest 400 public posts but the two long threads', and the 2,000 newest comments of that, were removed one by one; 20,000 acts in all.
UPDATE posts SET removals = 1 WHERE id IN (SELECT id FROM posts WHERE visibility = 'PUBLIC' AND id NOT IN (pg_temp.numbered('b', 99999), pg_temp.numbered('b', 99991)) ORDER BY created_at DESC LIMIT 400);
UPDATE post_counters c SET listed = false FROM posts p WHERE p.id = c.post_id AND p.removals > 0;
UPDATE post_tags t SET listed = false FROM posts p WHERE p.id = t.post_id AND p.removals > 0;
-- The next ranking has none of them.
DELETE FROM ranked_posts r USING posts p WHERE p.id = r.post_id AND p.removals > 0;
UPDATE comments SET removals = 1 WHERE id IN (SELECT pg_temp.numbered('c', n) FROM generate_series(43001, 45000) n);
INSERT INTO moderation_acts (id, kind, reason, actor_id, whom_id, post_id, comment_id, affected, at)
SELECT pg_temp.numbered('e', n), 'REMOVE', 'spam', pg_temp.numbered('a', 9), pg_temp.numbered('a', 1 + n % 50), pg_temp.numbered('b', 99999), pg_temp.numbered('c', 25000 + n), 1,
  timestamptz '2026-07-01' + n * interval '1 minute' FROM generate_series(1, 20000) n;
INSERT INTO removals (act_id, text_id, post_id, is_post, applied)
SELECT m.id, m.comment_id, m.post_id, false, c.removals > 0 FROM moderation_acts m JOIN comments c ON c.id = m.comment_id;
INSERT INTO act_people (user_id, at, act_id) SELECT whom_id, at, id FROM moderation_acts;
INSERT INTO pins (slot, post_id, pinned_at) SELECT n, pg_temp.numbered('b', 99999 - 7000 * (n - 1)), now() FROM generate_series(1, 1) n;

-- 100,000 blocks and mutes: person 1 has none, person 3 has hidden 5,000 people, half of the writers among them, and follows 300 others; the rest is everybody's.
INSERT INTO hidden_people (owner_id, person_id, blocked_at, muted_at)
SELECT pg_temp.numbered('a', h.owner), pg_temp.numbered('a', h.person), CASE WHEN h.n % 2 = 0 THEN h.at END, CASE WHEN h.n % 2 = 1 THEN h.at END
FROM (
  SELECT n, 3 AS owner, CASE WHEN n <= 1000 THEN 2 * n ELSE 3000 + n END AS person, timestamptz '2026-06-01' + n * interval '1 second' AS at FROM generate_series(1, 5000) n
  UNION ALL SELECT n, 100 + n % 10000, 1 + (n * 7) % 19000, timestamptz '2026-06-01' + n * interval '1 second' FROM generate_series(1, 95000) n
) h WHERE h.owner <> h.person ON CONFLICT DO NOTHING;
INSERT INTO follows (follower_id, followed_id, active, version, changed_at)
SELECT pg_temp.numbered('a', 3), pg_temp.numbered('a', 2 * n + 1), true, 1, timestamptz '2026-06-01' + n * interval '1 second' FROM generate_series(2, 301) n;
INSERT INTO bookmarks (user_id, post_id, created_at)
SELECT pg_temp.numbered('a', 3), pg_temp.numbered('b', n), timestamptz '2026-06-01' + n * interval '1 second' FROM generate_series(1, 4000) n ON CONFLICT DO NOTHING;
-- And mutes 200 words: a twelfth of the posts has one of the first eight, nobody wrote the rest. Others mute some, too.
INSERT INTO muted_words (owner_id, word) SELECT pg_temp.numbered('a', 100 + n), 'слово' || n % 97 FROM generate_series(1, 8000) n;
INSERT INTO muted_words (owner_id, word)
SELECT pg_temp.numbered('a', 3), CASE WHEN n <= 8 THEN 'слово' || n WHEN n % 2 = 0 THEN 'нигде' || n ELSE '"нигде никогда ' || n || '"' END FROM generate_series(1, 200) n;

-- A million notifications, of which person 1 has 600,000; half of all were read. Two thousand watch the long thread.
INSERT INTO inboxes (person_id, last_at) SELECT pg_temp.numbered('a', n), '2026-12-31' FROM generate_series(1, 2000) n;
INSERT INTO notifications (id, person_id, kind, subject_id, post_id, comment_id, first_at, latest_at, moves, actor_count, comments_after,
  comments_until, read_at)
SELECT pg_temp.numbered('e', n), pg_temp.numbered('a', CASE WHEN n % 10 < 6 THEN 1 ELSE 2 + n % 1999 END), k.kind, coalesce(k.comment_id, k.post_id, pg_temp.numbered('a', 1)),
  k.post_id, k.comment_id, t.at, t.at, ARRAY[t.at], 1, k.comments_after, k.comments_after + interval '5 seconds',
  CASE WHEN n / 7 % 2 = 0 THEN t.at END
FROM generate_series(1, 1000000) n,
  LATERAL (SELECT timestamptz '2026-01-01' + n * interval '30 seconds' AS at) t,
  LATERAL (SELECT (ARRAY['MENTION', 'REPLY', 'THREAD', 'LIKE', 'REPOST', 'FOLLOW'])[1 + n / 10 % 6] AS name) named,
  LATERAL (SELECT named.name AS kind,
    CASE WHEN name = 'FOLLOW' THEN NULL ELSE pg_temp.numbered('b', CASE WHEN name = 'THREAD' THEN 99999 ELSE 1 + n % 30000 END) END AS post_id,
    CASE WHEN name IN ('MENTION', 'REPLY') THEN pg_temp.numbered('c', 1 + n % 40000) END AS comment_id,
    CASE WHEN name = 'THREAD' THEN timestamptz '2026-06-01 11:06:40' + n % 4900 * interval '1 second' END AS comments_after) k;
INSERT INTO notices (id, notification_id, actor_id, at)
SELECT id, id, pg_temp.numbered('a', 2 + (hashtext(id::text) & 1023)), latest_at FROM notifications WHERE kind <> 'THREAD';
INSERT INTO thread_watches (person_id, post_id, level, told_up_to)
SELECT pg_temp.numbered('a', n), pg_temp.numbered('b', 99999), 'WATCH', '2026-06-01' FROM generate_series(1, 2000) n;
INSERT INTO thread_watches (person_id, post_id, level, told_up_to)
SELECT pg_temp.numbered('a', 1), pg_temp.numbered('b', n), 'MUTE', '2026-06-01' FROM generate_series(3, 60000, 3) n;

-- Triggers slept. These words are plain, so the configuration alone makes of them what forum_search_vector would.
INSERT INTO post_search (post_id, author_id, visibility, created_at, created_day, words)
SELECT id, author_id, visibility, created_at, created_day, setweight(to_tsvector('forum', title), 'A') || setweight(to_tsvector('forum', body_text), 'B') FROM posts WHERE removals = 0;
INSERT INTO people_search (user_id, handle, display_name) SELECT user_id, lower(handle), lower(display_name) FROM people;
CREATE INDEX notifications_of_kind ON notifications (person_id, kind, latest_at DESC, id DESC) WHERE actor_count > 0;
CREATE INDEX notifications_unread ON notifications (person_id, kind, latest_at DESC, id DESC) WHERE actor_count > 0 AND read_at IS NULL;
CREATE INDEX notifications_on_subject ON notifications (person_id, subject_id, kind, first_at DESC);
CREATE INDEX notifications_unread_on_post ON notifications (post_id, id) WHERE read_at IS NULL;
CREATE INDEX notifications_unread_on_comment ON notifications (comment_id, id) WHERE read_at IS NULL;
CREATE INDEX notifications_by_age ON notifications (latest_at);
CREATE INDEX notices_of_notification ON notices (notification_id, at DESC, actor_id DESC) WHERE active;
CREATE INDEX notices_to_delete ON notices (notification_id);
CREATE INDEX post_search_words ON post_search USING gin (created_day, words);
CREATE INDEX people_search_by_handle ON people_search USING gist (handle gist_trgm_ops);
CREATE INDEX people_search_by_name ON people_search USING gist (display_name gist_trgm_ops);
SET session_replication_role = DEFAULT;
ANALYZE;
