-- What happened when, of what counts today: not what is deleted, hidden or taken back by now. Views and people are sets, in activity_by_quarter.
CREATE VIEW IF NOT EXISTS happened AS
WITH shown AS (SELECT post_id, created_at FROM posts FINAL WHERE visible)
SELECT 'registration' AS kind, created_at AS time
FROM users FINAL
WHERE status != 'DELETED'
UNION ALL
SELECT 'post', created_at
FROM shown
UNION ALL
SELECT 'comment', created_at
FROM comments FINAL
WHERE NOT deleted AND post_id IN (SELECT post_id FROM shown)
UNION ALL
SELECT 'like', time
FROM likes FINAL
WHERE active AND post_id IN (SELECT post_id FROM shown)
  AND (
    comment_id = toUUID('00000000-0000-0000-0000-000000000000')
    OR comment_id IN (SELECT comment_id FROM comments FINAL WHERE NOT deleted)
  )
UNION ALL
SELECT 'repost', time
FROM reposts FINAL
WHERE active AND post_id IN (SELECT post_id FROM shown);
