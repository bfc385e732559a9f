-- Everybody may ask for what the forum holds of them.
ALTER TABLE export_jobs DROP CONSTRAINT export_jobs_dataset_check;
ALTER TABLE export_jobs ADD CONSTRAINT export_jobs_dataset_check
  CHECK (dataset IN ('EVENTS', 'POSTS', 'COMMENTS', 'LIKES', 'FOLLOWS', 'USERS', 'ACTIVITY', 'POST_DAYS', 'MY_DATA'));
