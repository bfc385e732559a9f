-- What Stats writes beside events and likes: views by post.
INSERT INTO views (id, time, post_id, viewer_key) SELECT id, time, post_id, viewer_key FROM events WHERE type = 'post_viewed';
