-- What Stats writes beside events and likes: who was active, and views by post.
INSERT INTO activity (id, time, type, actor_id) SELECT id, time, type, actor_id FROM events;

INSERT INTO views (id, time, post_id, viewer_key) SELECT id, time, post_id, viewer_key FROM events WHERE type = 'post_viewed';
