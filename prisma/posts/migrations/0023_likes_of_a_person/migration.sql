-- without a transaction
-- What somebody likes, for their own data and for their account's end.
DROP INDEX CONCURRENTLY IF EXISTS post_likes_of_person;

CREATE INDEX CONCURRENTLY post_likes_of_person ON post_likes (user_id, post_id) WHERE active;

DROP INDEX CONCURRENTLY IF EXISTS comment_likes_of_person;

CREATE INDEX CONCURRENTLY comment_likes_of_person ON comment_likes (user_id, comment_id) WHERE active;
