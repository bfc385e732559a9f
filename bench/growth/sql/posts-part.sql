-- The posts from one number to another, and all that hangs on them.
INSERT INTO posts (id, author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at)
SELECT p.id, p.author_id, left(s1.text, 60), body, '<p>' || replace(body, E'\n\n', E'</p>\n<p>') || E'</p>\n', replace(body, E'\n\n', E'\n'),
  left(replace(body, E'\n\n', ' '), 280), renderer_version, (CASE WHEN p.is_public THEN 'PUBLIC' ELSE 'PRIVATE' END)::visibility, p.at, p.at
FROM growth.settings CROSS JOIN growth.posts p
JOIN growth.sentences s1 ON s1.n = growth.h(p.n, 51) % 20000
JOIN growth.sentences s2 ON s2.n = growth.h(p.n, 52) % 20000
JOIN growth.sentences s3 ON s3.n = growth.h(p.n, 53) % 20000
JOIN growth.sentences s4 ON s4.n = growth.h(p.n, 54) % 20000
CROSS JOIN LATERAL (SELECT concat_ws(E'\n\n', s2.text || ' ' || s3.text, s4.text
  || CASE WHEN p.n % 2 = 0 THEN ' Usually with rainwater.' ELSE '' END
  || CASE WHEN p.n IN (posts / 7, posts / 3, posts - 2) THEN ' Once in Zanzibar.' ELSE '' END) AS body) AS t
WHERE p.n >= $from AND p.n < $until;

INSERT INTO post_counters (post_id, listed, like_count, repost_count, comment_count, thread_count, top_level_count, last_activity_at)
SELECT id, is_public, likes, (is_reposted AND is_public)::integer, comments, comments, (comments + 2) / 3,
  CASE WHEN comments = 0 THEN at ELSE growth.comment_at(p, comments - 1) END
FROM growth.posts p WHERE n >= $from AND n < $until;

INSERT INTO post_tags (post_id, position, tag_id, listed, created_at, last_activity_at)
SELECT p.id, row_number() OVER (PARTITION BY p.id ORDER BY t.n) - 1, t.id, p.is_public, p.at, c.last_activity_at
FROM growth.posts p JOIN post_counters c ON c.post_id = p.id
JOIN growth.tags t ON (t.n = 0 AND p.n % 2 = 0) OR t.n = 1 + floor(200 * growth.u(p.n, 60) ^ 2)
WHERE p.n >= $from AND p.n < $until;

INSERT INTO post_search (post_id, author_id, visibility, created_at, created_day, words)
SELECT p.id, p.author_id, p.visibility, p.created_at, floor(extract(epoch FROM p.created_at) / 86400)::integer,
  forum_search_text_words(p.title, p.body_text) || forum_search_tag_words(p.id)
FROM growth.posts g JOIN posts p ON p.id = g.id WHERE g.n >= $from AND g.n < $until;

INSERT INTO comments (id, post_id, parent_id, author_id, body, body_html, renderer_version, depth, path, path_newest, like_count, reply_count, created_at, updated_at)
SELECT growth.comment_id(p, c), p.id, CASE WHEN c % 3 > 0 THEN growth.comment_id(p, c - 1) END, a.id, s.text, '<p>' || s.text || E'</p>\n',
  renderer_version, c % 3, decode(path, 'hex'), decode(translate(path, '0123456789abcdef', 'fedcba9876543210'), 'hex'),
  growth.is_liked(p, c)::integer, (c % 3 < 2 AND c + 1 < comments)::integer, growth.comment_at(p, c), growth.comment_at(p, c)
FROM growth.settings CROSS JOIN growth.posts p CROSS JOIN generate_series(0, comments - 1) AS c
JOIN growth.people a ON a.n = floor(people * growth.u(p.n * 16384::bigint + c, 13) ^ 2)
JOIN growth.sentences s ON s.n = growth.h(p.n * 16384::bigint + c, 14) % 20000
CROSS JOIN LATERAL (SELECT CASE WHEN c % 3 > 1 THEN growth.step(p, c - 2) ELSE '' END || CASE WHEN c % 3 > 0 THEN growth.step(p, c - 1) ELSE '' END
  || growth.step(p, c) AS path) AS t
WHERE p.n >= $from AND p.n < $until;

INSERT INTO comment_likes (comment_id, user_id, changed_at)
SELECT growth.comment_id(p, c), l.id, p.until - (p.until - growth.comment_at(p, c)) * 0.9
FROM growth.settings CROSS JOIN growth.posts p CROSS JOIN generate_series(0, comments - 1) AS c
JOIN growth.people l ON l.n = growth.h(p.n * 16384::bigint + c, 15) % people
WHERE growth.is_liked(p, c) AND p.n >= $from AND p.n < $until;

-- 7919 and the number of people have no divisor in common, so nobody likes a post twice.
INSERT INTO post_likes (post_id, user_id, changed_at)
SELECT p.id, l.id, p.at + (p.until - p.at) * ((i + 1)::double precision / (p.likes + 1)) ^ 2
FROM growth.settings CROSS JOIN growth.posts p CROSS JOIN generate_series(0, likes - 1) AS i
JOIN growth.people l ON l.n = (growth.h(p.n, 16) % people + i * 7919::bigint) % CASE WHEN p.n = loved THEN accounts ELSE people END
WHERE p.n >= $from AND p.n < $until;

INSERT INTO reposts (post_id, user_id, changed_at)
SELECT p.id, r.id, p.at + p.lively
FROM growth.settings CROSS JOIN growth.posts p JOIN growth.people r ON r.n = growth.h(p.n, 17) % people
WHERE p.is_reposted AND p.is_public AND p.n >= $from AND p.n < $until;
