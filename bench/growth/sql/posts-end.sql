-- Who follows whom: ten each, everybody the first, and the readers, who come as rows of growth.readers (id, follows).
INSERT INTO follows (follower_id, followed_id, changed_at)
SELECT f.id, t.id, until - span * growth.u(f.n * 16::bigint + j, 18)
FROM growth.settings CROSS JOIN growth.people f CROSS JOIN generate_series(0, 10) AS j
JOIN growth.people t ON t.n = CASE j WHEN 0 THEN 0 ELSE (f.n * 31 + j * j * 617 + j) % people END
WHERE f.n < people AND t.id <> f.id
ON CONFLICT DO NOTHING;
INSERT INTO follows (follower_id, followed_id, changed_at)
SELECT r.id, t.id, until - span * growth.u(t.n, 19)
FROM growth.settings CROSS JOIN growth.readers r CROSS JOIN generate_series(0, r.follows - 1) AS j
JOIN growth.people t ON t.n = (r.place * 997 + j * 3) % people
ON CONFLICT DO NOTHING;
INSERT INTO person_counters (user_id, follower_count, following_count)
SELECT id, sum(followers), sum(following)
FROM (
  SELECT followed_id AS id, count(*) AS followers, 0 AS following FROM follows WHERE active GROUP BY 1
  UNION ALL
  SELECT follower_id, 0, count(*) FROM follows WHERE active GROUP BY 1
) AS sides GROUP BY id
ON CONFLICT (user_id) DO UPDATE SET follower_count = excluded.follower_count, following_count = excluded.following_count;

INSERT INTO tag_counters (tag_id, name, post_count)
SELECT t.id, t.name, count(*) FILTER (WHERE p.listed) FROM growth.tags t LEFT JOIN post_tags p ON p.tag_id = t.id GROUP BY t.id, t.name;
