-- The numbers in short: how many there are, and a fingerprint of each person's and each post's, which any difference changes.
SELECT
  (SELECT count() FROM users FINAL) AS users,
  (SELECT count() FROM post_states FINAL WHERE visible) AS posts,
  (SELECT count() FROM comment_states FINAL WHERE NOT deleted) AS comments,
  (SELECT count() FROM like_states FINAL WHERE active) AS likes,
  (SELECT count() FROM repost_states FINAL WHERE active) AS reposts,
  (SELECT count() FROM follow_states FINAL WHERE active) AS follows,
  (SELECT sum(views) FROM post_counts FINAL) AS views,
  (SELECT count() FROM events FINAL) AS events,
  (
    SELECT hex(groupBitXor(sipHash64(post_id, visible, views, unique_viewers, likes, comments, reposts)))
    FROM post_counts FINAL
  ) AS post_fingerprint,
  (
    SELECT hex(groupBitXor(sipHash64(user_id, posts, comments, likes_given, likes_received, views_received, followers)))
    FROM user_counts FINAL
  ) AS user_fingerprint
