SELECT toString(follower_id) AS follower_id, toString(followed_id) AS followed_id, time AS followed_at
FROM follow_states FINAL
WHERE active AND time >= toDateTime64({from:String}, 3, 'UTC') AND time < toDateTime64({to:String}, 3, 'UTC')
