SELECT
  accounts.users AS users,
  people.posts AS posts,
  people.comments AS comments,
  people.likes AS likes,
  all_posts.reposts AS reposts,
  all_posts.views AS views,
  active.day AS daily,
  active.week AS weekly,
  active.month AS monthly
FROM (SELECT count() AS users FROM users FINAL WHERE status != 'DELETED') AS accounts
CROSS JOIN
(
  SELECT sum(posts) AS posts, sum(comments) AS comments, sum(likes_given) AS likes
  FROM user_counts FINAL
) AS people
CROSS JOIN
(
  -- Views stay whatever becomes of the post.
  SELECT sumIf(reposts, visible) AS reposts, sum(views) AS views
  FROM post_counts FINAL
) AS all_posts
CROSS JOIN
(
  SELECT
    uniqExactMergeIf(people, quarter >= toStartOfInterval(toDateTime64({day:String}, 3, 'UTC'), INTERVAL 15 MINUTE)) AS day,
    uniqExactMergeIf(people, quarter >= toStartOfInterval(toDateTime64({week:String}, 3, 'UTC'), INTERVAL 15 MINUTE)) AS week,
    uniqExactMerge(people) AS month
  FROM activity_sets
  WHERE quarter >= toStartOfInterval(toDateTime64({month:String}, 3, 'UTC'), INTERVAL 15 MINUTE)
    AND quarter <= toDateTime64({to:String}, 3, 'UTC')
) AS active
