-- What Stats keeps as events of what it has as states: one for each, as it would have come. Those of before have theirs.
INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT 'post_created', reinterpretAsUUID(sipHash128('post_created', post_id)), created_at, 'forum/posts', author_id, post_id, nil, author_id, '', '', 1
FROM post_states WHERE post_id NOT IN (SELECT post_id FROM events WHERE type = 'post_created');

INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT 'comment_added', reinterpretAsUUID(sipHash128('comment_added', comment_id)), created_at, 'forum/posts', author_id, post_id, comment_id, author_id, '', '', 1
FROM comment_states WHERE comment_id NOT IN (SELECT comment_id FROM events WHERE type = 'comment_added');

INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT if(comment_id = nil, 'post_liked', 'comment_liked'), reinterpretAsUUID(sipHash128('liked', post_id, comment_id, user_id)), time,
  'forum/posts', user_id, post_id, comment_id, author_id, '', '', 1
FROM like_states WHERE (post_id, comment_id, user_id) NOT IN
  (SELECT post_id, comment_id, actor_id FROM events WHERE type IN ('post_liked', 'comment_liked'));

INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT 'post_reposted', reinterpretAsUUID(sipHash128('post_reposted', post_id, user_id)), time, 'forum/posts', user_id, post_id, nil, nil, '', '', 1
FROM repost_states WHERE (post_id, user_id) NOT IN (SELECT post_id, actor_id FROM events WHERE type = 'post_reposted');

INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT 'user_followed', reinterpretAsUUID(sipHash128('user_followed', followed_id, follower_id)), time, 'forum/posts', follower_id, nil, nil, followed_id, '', '', 1
FROM follow_states WHERE (followed_id, follower_id) NOT IN (SELECT user_id, actor_id FROM events WHERE type = 'user_followed');

INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT 'user_registered', reinterpretAsUUID(sipHash128('user_registered', user_id)), created_at, 'forum/auth', user_id, nil, nil, user_id, '', '', 1
FROM users WHERE user_id NOT IN (SELECT user_id FROM events WHERE type = 'user_registered');

-- Ten sign-ins each of those who write.
INSERT INTO events (type, id, time, source, actor_id, post_id, comment_id, user_id, viewer_key, view_source, version)
WITH toUUID('00000000-0000-0000-0000-000000000000') AS nil
SELECT 'user_logged_in', reinterpretAsUUID(sipHash128('user_logged_in', user_id, place)),
  now64(3, 'UTC') - toIntervalSecond(sipHash64(user_id, place) % 31536000), 'forum/auth', user_id, nil, nil, user_id, '', '', 0
FROM users ARRAY JOIN range(10) AS place WHERE user_id IN (SELECT author_id FROM post_states);

-- What the gateway was asked for in the last month.
INSERT INTO requests (id, time, operation, client, failed, duration_ms)
SELECT generateUUIDv4(), now64(3, 'UTC') - toIntervalSecond(number * 13 % 2592000), ['Feed', 'Post', 'Thread', 'Profile', 'SearchPosts'][1 + number % 5],
  'web', number % 200 = 0, 5 + sipHash64(number) % 100
FROM numbers(200000);
