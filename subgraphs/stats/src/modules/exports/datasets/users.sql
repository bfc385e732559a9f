SELECT
  toString(account.user_id) AS user_id,
  profile.handle AS handle,
  profile.display_name AS display_name,
  account.role AS role,
  account.status AS status,
  account.created_at AS created_at,
  totals.posts AS posts,
  totals.comments AS comments,
  totals.likes_given AS likes_given,
  totals.likes_received AS likes_received,
  totals.views_received AS views_received,
  totals.followers AS followers
FROM
(
  SELECT user_id, role, status, created_at
  FROM users FINAL
  WHERE status != 'DELETED' AND created_at >= toDateTime64({from:String}, 3, 'UTC') AND created_at < toDateTime64({to:String}, 3, 'UTC')
) AS account
LEFT JOIN (SELECT * FROM profiles FINAL) AS profile ON profile.user_id = account.user_id
LEFT JOIN (
  SELECT user_id, posts, comments, likes_given, likes_received, views_received, followers
  FROM user_counts FINAL
) AS totals ON totals.user_id = account.user_id
