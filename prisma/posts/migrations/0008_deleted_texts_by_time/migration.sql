-- without a transaction
-- The deleted posts that still have their text, oldest deletion first.
DROP INDEX CONCURRENTLY IF EXISTS posts_to_empty;

CREATE INDEX CONCURRENTLY posts_to_empty ON posts (deleted_at) WHERE deleted_at IS NOT NULL AND emptied_at IS NULL;

ALTER TABLE posts VALIDATE CONSTRAINT posts_title_check;

ALTER TABLE posts VALIDATE CONSTRAINT posts_body_check;

ALTER TABLE comments VALIDATE CONSTRAINT comments_text_check;
