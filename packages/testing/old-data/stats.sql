-- Stats, as measured-2026-11 wrote it: see README.md.
UPDATE as_of_marks SET as_of = '2026-11-28 12:43:45.96+00';
INSERT INTO export_jobs (id, requested_by, dataset, format, from_day, to_day, status, as_of, attempts, leased_until, expected_rows, rows, bytes, sha256, file, failure, created_at, expires_at) VALUES
  ('01a2222e-ba2c-7581-b12d-c37ee924c2c0', '01a2222e-1899-76dd-9476-907fb7ce8bdd', 'POSTS', 'NDJSON', NULL, NULL, 'READY', '2026-11-28 12:43:33.844+00', '1', NULL, NULL, '3', '798', '5d9aa11351b63d14ac11d58fd22a807c4e8c6e8dea79d1fea7c76ccb116c0650', '01a2222e-ba2c-7581-b12d-c37ee924c2c0-1.ndjson', NULL, '2026-11-28 12:43:37.388+00', now() + interval '1 day');
