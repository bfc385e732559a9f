-- Search asks for the first day and then walks the days by posts_search. An index over the day alone served the first, and tempted Postgres
-- to walk by it too, reading every post for a rare word. Over the time itself it serves the first only.
DROP INDEX posts_first_day;
CREATE INDEX posts_oldest ON posts (created_at) WHERE deleted_at IS NULL;
