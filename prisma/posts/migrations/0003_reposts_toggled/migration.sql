-- A walk through FOLLOWING asks which reposts of a post were undone, or done again, since it began. Few reposts ever are.
CREATE INDEX reposts_toggled ON reposts (post_id, changed_at) WHERE version > 1;
