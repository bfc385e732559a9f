-- without a transaction
-- What somebody said, newest first.
DROP INDEX CONCURRENTLY IF EXISTS comments_author;

CREATE INDEX CONCURRENTLY comments_author ON comments (author_id, created_at DESC, id DESC) WHERE removed_at IS NULL;
