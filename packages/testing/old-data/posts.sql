-- Posts, as measured-2026-11 wrote it: see README.md.
INSERT INTO people (user_id, handle, display_name, avatar_url, version) VALUES
  ('01a2222e-1899-76dd-9476-907fb7ce8bdd', 'admin', 'admin', NULL, '1'),
  ('01a2222e-218d-725f-b0ef-a28d89eddece', 'demo', 'Demo', NULL, '1'),
  ('01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'ann', 'Ann of the lighthouse', NULL, '2'),
  ('01a2222e-ab58-72fe-ad62-694671dcbf53', 'ben', 'ben', NULL, '1');
INSERT INTO posts (id, author_id, title, body, body_html, body_text, excerpt, renderer_version, visibility, created_at, updated_at, edited, deleted_at, version) VALUES
  ('01a2222e-ac45-77ce-a337-f4e37f22c369', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'Keepers of the lighthouse', 'Water, leaves, *time*.', '<p>Water, leaves, <em>time</em>.</p>', 'Water, leaves, time.', 'Water, leaves, time.', '2', 'PUBLIC', '2026-11-28 12:43:33.829+00', '2026-11-28 12:43:33.829+00', 'false', NULL, '1'),
  ('01a2222e-ad03-7178-8b3a-a5e21efa04f0', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'О маяках', 'Маяк: `vector<int>` и vector<int>, <main> is the entry point.', '<p>Маяк: <code>vector&#x3C;int></code> и vector,  is the entry point.</p>', 'Маяк: vector<int> и vector,  is the entry point.', 'Маяк: vector<int> и vector, is the entry point.', '2', 'PUBLIC', '2026-11-28 12:43:34.019+00', '2026-11-28 12:43:34.019+00', 'false', NULL, '1'),
  ('01a2222e-ad54-75c7-a01b-1acaf382a21a', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'Only mine', 'Water, leaves, *time*.', '<p>Water, leaves, <em>time</em>.</p>', 'Water, leaves, time.', 'Water, leaves, time.', '2', 'PRIVATE', '2026-11-28 12:43:34.1+00', '2026-11-28 12:43:34.1+00', 'false', NULL, '1'),
  ('01a2222e-ad96-703a-8b9c-e1d4fcf47fdf', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'Soon gone', 'Water, leaves, *time*.', '<p>Water, leaves, <em>time</em>.</p>', 'Water, leaves, time.', 'Water, leaves, time.', '2', 'PUBLIC', '2026-11-28 12:43:34.166+00', '2026-11-28 12:43:34.241+00', 'false', '2026-11-28 12:43:34.241+00', '2'),
  ('01a2222e-ae44-719b-a59e-ffa3c7492c21', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'Sent twice', 'Once is enough.', '<p>Once is enough.</p>', 'Once is enough.', 'Once is enough.', '2', 'PUBLIC', '2026-11-28 12:43:34.34+00', '2026-11-28 12:43:34.34+00', 'false', NULL, '1');
INSERT INTO comments (id, post_id, parent_id, author_id, body, body_html, renderer_version, depth, path, path_newest, like_count, reply_count, created_at, updated_at, edited, removed_at, version) VALUES
  ('01a2222e-b22c-7560-92af-0a049ee6ea08', '01a2222e-ac45-77ce-a337-f4e37f22c369', NULL, '01a2222e-ab58-72fe-ad62-694671dcbf53', 'Who keeps the keepers? And who pays?', '<p>Who keeps the keepers? And who pays?</p>', '2', '0', E'\\x01a2222eb22c01a2222eb22c756092af0a049ee6ea08', E'\\xfe5dddd14dd3fe5dddd14dd38a9f6d50f5fb611915f7', '0', '1', '2026-11-28 12:43:35.34+00', '2026-11-28 12:43:35.801+00', 'true', NULL, '2'),
  ('01a2222e-b2c9-7065-81a0-f77b16a4811b', '01a2222e-ac45-77ce-a337-f4e37f22c369', '01a2222e-b22c-7560-92af-0a049ee6ea08', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'The sea.', '<p>The sea.</p>', '2', '1', E'\\x01a2222eb22c01a2222eb22c756092af0a049ee6ea0801a2222eb2c901a2222eb2c9706581a0f77b16a4811b', E'\\xfe5dddd14dd3fe5dddd14dd38a9f6d50f5fb611915f7fe5dddd14d36fe5dddd14d368f9a7e5f0884e95b7ee4', '1', '0', '2026-11-28 12:43:35.497+00', '2026-11-28 12:43:35.497+00', 'false', NULL, '1'),
  ('01a2222e-b44e-7593-9b2e-4eb3a6ee94c9', '01a2222e-ad03-7178-8b3a-a5e21efa04f0', NULL, '01a2222e-ab58-72fe-ad62-694671dcbf53', '', '', '2', '0', E'\\x01a2222eb44e01a2222eb44e75939b2e4eb3a6ee94c9', E'\\xfe5dddd14bb1fe5dddd14bb18a6c64d1b14c59116b36', '0', '1', '2026-11-28 12:43:35.886+00', '2026-11-28 12:43:36.17+00', 'false', '2026-11-28 12:43:36.17+00', '2'),
  ('01a2222e-b4c1-71d2-b8ad-1af7776734fb', '01a2222e-ad03-7178-8b3a-a5e21efa04f0', '01a2222e-b44e-7593-9b2e-4eb3a6ee94c9', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'Too late.', '<p>Too late.</p>', '2', '1', E'\\x01a2222eb44e01a2222eb44e75939b2e4eb3a6ee94c901a2222eb4c101a2222eb4c171d2b8ad1af7776734fb', E'\\xfe5dddd14bb1fe5dddd14bb18a6c64d1b14c59116b36fe5dddd14b3efe5dddd14b3e8e2d4752e5088898cb04', '0', '0', '2026-11-28 12:43:36.001+00', '2026-11-28 12:43:36.001+00', 'false', NULL, '1');
INSERT INTO tags (id, name) VALUES
  ('01a2222e-ac5f-7655-899c-27bfe7cd92cb', 'ёлка'),
  ('01a2222e-ac5f-7655-899c-2b6e523c9716', 'node.js'),
  ('01a2222e-ad0a-7436-a9ca-501bcdab0e01', 'елка');
INSERT INTO bookmarks (user_id, post_id, created_at) VALUES
  ('01a2222e-ab58-72fe-ad62-694671dcbf53', '01a2222e-ac45-77ce-a337-f4e37f22c369', '2026-11-28 12:43:34.915+00');
INSERT INTO comment_likes (comment_id, user_id, active, version, changed_at) VALUES
  ('01a2222e-b2c9-7065-81a0-f77b16a4811b', '01a2222e-ab58-72fe-ad62-694671dcbf53', 'true', '1', '2026-11-28 12:43:35.682+00');
INSERT INTO follows (follower_id, followed_id, active, version, changed_at) VALUES
  ('01a2222e-ab58-72fe-ad62-694671dcbf53', '01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'true', '1', '2026-11-28 12:43:34.538+00');
INSERT INTO idempotency_keys (viewer_id, mutation, key, input_hash, created_id, created_at) VALUES
  ('01a2222e-aa31-7547-ab4d-8a59d8d32cda', 'createPost', 'sent-before-the-upgrade', E'\\x5bd84080dfebcfc160f08229d8b7fced51d45cfccd9782c1a15571569ab6036d', '01a2222e-ae44-719b-a59e-ffa3c7492c21', now() - interval '1 hour');
INSERT INTO person_counters (user_id, follower_count, following_count) VALUES
  ('01a2222e-aa31-7547-ab4d-8a59d8d32cda', '1', '0'),
  ('01a2222e-ab58-72fe-ad62-694671dcbf53', '0', '1');
INSERT INTO post_counters (post_id, listed, like_count, repost_count, comment_count, thread_count, top_level_count, last_activity_at) VALUES
  ('01a2222e-ac45-77ce-a337-f4e37f22c369', 'true', '1', '1', '2', '2', '1', '2026-11-28 12:43:35.497+00'),
  ('01a2222e-ad03-7178-8b3a-a5e21efa04f0', 'true', '0', '0', '1', '2', '1', '2026-11-28 12:43:36.001+00'),
  ('01a2222e-ad54-75c7-a01b-1acaf382a21a', 'false', '0', '0', '0', '0', '0', '2026-11-28 12:43:34.1+00'),
  ('01a2222e-ad96-703a-8b9c-e1d4fcf47fdf', 'false', '0', '0', '0', '0', '0', '2026-11-28 12:43:34.166+00'),
  ('01a2222e-ae44-719b-a59e-ffa3c7492c21', 'true', '0', '0', '0', '0', '0', '2026-11-28 12:43:34.34+00');
INSERT INTO post_likes (post_id, user_id, active, version, changed_at) VALUES
  ('01a2222e-ac45-77ce-a337-f4e37f22c369', '01a2222e-ab58-72fe-ad62-694671dcbf53', 'true', '1', '2026-11-28 12:43:34.674+00'),
  ('01a2222e-ad03-7178-8b3a-a5e21efa04f0', '01a2222e-ab58-72fe-ad62-694671dcbf53', 'false', '2', '2026-11-28 12:43:35.252+00');
INSERT INTO post_tags (post_id, position, tag_id, listed, created_at, last_activity_at) VALUES
  ('01a2222e-ac45-77ce-a337-f4e37f22c369', '1', '01a2222e-ac5f-7655-899c-2b6e523c9716', 'true', '2026-11-28 12:43:33.829+00', '2026-11-28 12:43:35.497+00'),
  ('01a2222e-ac45-77ce-a337-f4e37f22c369', '0', '01a2222e-ac5f-7655-899c-27bfe7cd92cb', 'true', '2026-11-28 12:43:33.829+00', '2026-11-28 12:43:35.497+00'),
  ('01a2222e-ad03-7178-8b3a-a5e21efa04f0', '0', '01a2222e-ad0a-7436-a9ca-501bcdab0e01', 'true', '2026-11-28 12:43:34.019+00', '2026-11-28 12:43:36.001+00');
INSERT INTO reposts (post_id, user_id, active, version, changed_at) VALUES
  ('01a2222e-ac45-77ce-a337-f4e37f22c369', '01a2222e-ab58-72fe-ad62-694671dcbf53', 'true', '1', '2026-11-28 12:43:34.793+00');
INSERT INTO tag_counters (tag_id, name, post_count) VALUES
  ('01a2222e-ac5f-7655-899c-27bfe7cd92cb', 'ёлка', '1'),
  ('01a2222e-ac5f-7655-899c-2b6e523c9716', 'node.js', '1'),
  ('01a2222e-ad0a-7436-a9ca-501bcdab0e01', 'елка', '1');
