-- without a transaction
-- The walks over what everybody sees step over nothing that was removed, however much of it there is.
DROP INDEX CONCURRENTLY IF EXISTS posts_shown_latest;

CREATE INDEX CONCURRENTLY posts_shown_latest ON posts (created_at DESC, id DESC) WHERE deleted_at IS NULL AND removals = 0 AND visibility = 'PUBLIC';

DROP INDEX CONCURRENTLY IF EXISTS posts_shown_by_author;

CREATE INDEX CONCURRENTLY posts_shown_by_author ON posts (author_id, created_at DESC, id DESC) WHERE deleted_at IS NULL AND removals = 0 AND visibility = 'PUBLIC';

DROP INDEX CONCURRENTLY IF EXISTS comments_shown_thread;

CREATE INDEX CONCURRENTLY comments_shown_thread ON comments (post_id, path) WHERE seen AND (removals = 0 OR reply_count > 0);

DROP INDEX CONCURRENTLY IF EXISTS comments_shown_thread_newest;

CREATE INDEX CONCURRENTLY comments_shown_thread_newest ON comments (post_id, path_newest) WHERE seen AND (removals = 0 OR reply_count > 0);

DROP INDEX CONCURRENTLY IF EXISTS comments_shown_top;

CREATE INDEX CONCURRENTLY comments_shown_top ON comments (post_id, created_at, id) WHERE seen AND (removals = 0 OR reply_count > 0) AND parent_id IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS comments_shown_replies;

CREATE INDEX CONCURRENTLY comments_shown_replies ON comments (parent_id, created_at, id) WHERE seen AND (removals = 0 OR reply_count > 0) AND parent_id IS NOT NULL;

DROP INDEX CONCURRENTLY IF EXISTS comments_shown_of_author;

CREATE INDEX CONCURRENTLY comments_shown_of_author ON comments (author_id, created_at DESC, id DESC) WHERE removed_at IS NULL AND removals = 0;

-- What only moderators see in a thread, and its deleted leaves: few.
DROP INDEX CONCURRENTLY IF EXISTS comments_hidden_thread;

CREATE INDEX CONCURRENTLY comments_hidden_thread ON comments (post_id, path) WHERE NOT (seen AND (removals = 0 OR reply_count > 0));

DROP INDEX CONCURRENTLY IF EXISTS comments_hidden_thread_newest;

CREATE INDEX CONCURRENTLY comments_hidden_thread_newest ON comments (post_id, path_newest) WHERE NOT (seen AND (removals = 0 OR reply_count > 0));

DROP INDEX CONCURRENTLY IF EXISTS comments_hidden_top;

CREATE INDEX CONCURRENTLY comments_hidden_top ON comments (post_id, created_at, id) WHERE NOT (seen AND (removals = 0 OR reply_count > 0)) AND parent_id IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS comments_hidden_replies;

CREATE INDEX CONCURRENTLY comments_hidden_replies ON comments (parent_id, created_at, id) WHERE NOT (seen AND (removals = 0 OR reply_count > 0)) AND parent_id IS NOT NULL;

DROP INDEX CONCURRENTLY IF EXISTS posts_latest;

DROP INDEX CONCURRENTLY IF EXISTS posts_by_author_public;

DROP INDEX CONCURRENTLY IF EXISTS comments_thread;

DROP INDEX CONCURRENTLY IF EXISTS comments_thread_newest;

DROP INDEX CONCURRENTLY IF EXISTS comments_top;

DROP INDEX CONCURRENTLY IF EXISTS comments_replies;
