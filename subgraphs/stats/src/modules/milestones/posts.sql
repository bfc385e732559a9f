SELECT post_id AS postId, author_id AS userId, likes, views
FROM post_counts FINAL
WHERE post_id IN {posts:Array(UUID)} AND visible AND (likes >= 10 OR views >= 100)
