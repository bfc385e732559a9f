-- without a transaction
-- What was said in a thread since a moment, whatever it answers.
DROP INDEX CONCURRENTLY IF EXISTS comments_of_post_by_time;

CREATE INDEX CONCURRENTLY comments_of_post_by_time ON comments (post_id, created_at, id) WHERE removed_at IS NULL AND removals = 0;
