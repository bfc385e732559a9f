-- What moderators removed counts nowhere, and again when it is restored. Of posts it is told apart from what their authors deleted, because an author
-- keeps the numbers of a removed post; of comments `deleted` says that either happened.
ALTER TABLE post_states ADD COLUMN IF NOT EXISTS removed Bool DEFAULT false AFTER deleted;
ALTER TABLE post_states MODIFY COLUMN visible Bool MATERIALIZED visibility = 'PUBLIC' AND NOT deleted AND NOT removed;
ALTER TABLE comment_states ADD COLUMN IF NOT EXISTS removed Bool DEFAULT false AFTER deleted;

DROP VIEW IF EXISTS happened;

CREATE VIEW IF NOT EXISTS happened AS
SELECT 'registration' AS kind, created_at AS time
FROM users FINAL
WHERE status != 'DELETED'
UNION ALL
SELECT 'post', created_at
FROM post_states FINAL
WHERE visible
UNION ALL
SELECT kind, time
FROM
(
  SELECT 'comment' AS kind, created_at AS time, post_id
  FROM comment_states FINAL
  WHERE NOT deleted
  UNION ALL
  -- A comment that was removed may come back, so its newest row says whether it is there.
  SELECT 'like', time, post_id
  FROM like_states FINAL
  WHERE active AND comment_id NOT IN (SELECT comment_id FROM comment_states FINAL WHERE deleted)
  UNION ALL
  SELECT 'repost', time, post_id
  FROM repost_states FINAL
  WHERE active
)
WHERE post_id NOT IN (SELECT post_id FROM post_counts FINAL WHERE NOT visible);
