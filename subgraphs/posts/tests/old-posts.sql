-- A small forum as measured-2026-11 could have written it: posts with tags that look alike, one private, one deleted, with their numbers.
INSERT INTO people (user_id, handle, display_name, version) VALUES ('01900000-0000-7000-8000-0000000000a1', 'petr', 'Пётр', 1);
INSERT INTO posts (id, author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at, deleted_at, version) VALUES
  ('01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-0000000000a1', 'Ёлка', 'Зимой', '<p>Зимой</p>', 'Зимой', 'Зимой', 1, 'PUBLIC', '2026-05-01', '2026-05-01', NULL, 1),
  ('01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-0000000000a1', 'Learning node.js', 'Streams in node.js', '<p>Streams in node.js</p>', 'Streams in node.js', 'Streams', 1, 'PUBLIC', '2026-05-02', '2026-05-03', NULL, 4),
  ('01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-0000000000a1', 'Tagged alone', 'Words', '<p>Words</p>', 'Words', 'Words', 1, 'PUBLIC', '2026-05-03', '2026-05-03', NULL, 1),
  ('01900000-0000-7000-8000-000000000004', '01900000-0000-7000-8000-0000000000a1', 'Private', 'Words', '<p>Words</p>', 'Words', 'Words', 1, 'PRIVATE', '2026-05-04', '2026-05-04', NULL, 2),
  ('01900000-0000-7000-8000-000000000005', '01900000-0000-7000-8000-0000000000a1', 'Deleted', 'deleted', '<p>deleted</p>', 'deleted', 'deleted', 1, 'PUBLIC', '2026-05-05', '2026-05-06', '2026-05-06', 2);
INSERT INTO post_counters (post_id, listed, like_count, repost_count, comment_count, thread_count, top_level_count, last_activity_at)
SELECT id, deleted_at IS NULL AND visibility = 'PUBLIC', 3, 2, 1, 1, 1, created_at FROM posts;
INSERT INTO tags (id, name) VALUES
  ('01900000-0000-7000-8000-0000000000b1', 'ёлка'), ('01900000-0000-7000-8000-0000000000b2', 'елка'), ('01900000-0000-7000-8000-0000000000b3', U&'ел\00ADка'),
  ('01900000-0000-7000-8000-0000000000b4', 'garden'), ('01900000-0000-7000-8000-0000000000b5', '.'), ('01900000-0000-7000-8000-0000000000b6', U&'node.js\200B');
INSERT INTO post_tags (post_id, position, tag_id, listed, created_at, last_activity_at)
SELECT ('01900000-0000-7000-8000-00000000000' || post)::uuid, position, ('01900000-0000-7000-8000-0000000000b' || tag)::uuid, post < 4, timestamptz '2026-05-01' + (post - 1) * interval '1 day', timestamptz '2026-05-01' + (post - 1) * interval '1 day'
FROM (VALUES (1, 0, 1), (1, 1, 4), (2, 0, 2), (2, 1, 5), (2, 2, 3), (3, 0, 6), (4, 0, 1)) AS t(post, position, tag);
INSERT INTO tag_counters (tag_id, name, post_count)
SELECT id, name, (SELECT count(*) FROM post_tags WHERE tag_id = tags.id AND listed) FROM tags;
