-- without a transaction
-- What somebody likes, for their own data and for their account's end.
DROP INDEX CONCURRENTLY IF EXISTS post_likes_of_person;

CREATE INDEX CONCURRENTLY post_likes_of_person ON post_likes (user_id, post_id) WHERE active;

DROP INDEX CONCURRENTLY IF EXISTS comment_likes_of_person;

CREATE INDEX CONCURRENTLY comment_likes_of_person ON comment_likes (user_id, comment_id) WHERE active;

-- The walks over what everybody sees do not look at posts that were emptied when their author left.
DROP INDEX CONCURRENTLY IF EXISTS posts_shown_latest;

CREATE INDEX CONCURRENTLY posts_shown_latest ON posts (created_at DESC, id DESC) WHERE deleted_at IS NULL AND removals = 0 AND visibility = 'PUBLIC' AND emptied_at IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS posts_shown_by_author;

CREATE INDEX CONCURRENTLY posts_shown_by_author ON posts (author_id, created_at DESC, id DESC) WHERE deleted_at IS NULL AND removals = 0 AND visibility = 'PUBLIC' AND emptied_at IS NULL;

-- Search asks its own index for the first day; this one only tempted Postgres to walk the latest posts by it, with what was removed among them.
DROP INDEX CONCURRENTLY IF EXISTS posts_oldest;
