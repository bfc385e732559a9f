-- without a transaction
-- Siblings by likes, then the oldest first: of one direction, so that a page begins in the index.
DROP INDEX CONCURRENTLY IF EXISTS comments_top_by_likes;

DROP INDEX CONCURRENTLY IF EXISTS comments_replies_by_likes;

CREATE INDEX CONCURRENTLY comments_top_by_likes ON comments (post_id, (-like_count), created_at, id) WHERE seen AND (removals = 0 OR reply_count > 0) AND parent_id IS NULL;

CREATE INDEX CONCURRENTLY comments_replies_by_likes ON comments (parent_id, (-like_count), created_at, id) WHERE seen AND (removals = 0 OR reply_count > 0) AND parent_id IS NOT NULL;
