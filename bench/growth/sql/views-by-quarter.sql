-- What Stats writes beside the log of views, for one of $parts parts of the posts: views by quarter of an hour.
INSERT INTO views (id, time, post_id, viewer_key)
SELECT id, time, post_id, viewer_key FROM events WHERE type = 'post_viewed' AND cityHash64(post_id) % $parts = $part
