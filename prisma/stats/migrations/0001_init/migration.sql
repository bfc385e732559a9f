-- The moment up to which everything is counted. Null: the numbers are being built.
CREATE TABLE as_of_marks (
  name text PRIMARY KEY,
  as_of timestamptz(3)
);
INSERT INTO as_of_marks (name) VALUES ('stats');

CREATE TABLE export_jobs (
  id uuid PRIMARY KEY,
  requested_by uuid NOT NULL,
  dataset text NOT NULL CHECK (dataset IN ('EVENTS', 'POSTS', 'COMMENTS', 'LIKES', 'FOLLOWS', 'USERS', 'ACTIVITY', 'POST_DAYS')),
  format text NOT NULL CHECK (format IN ('CSV', 'NDJSON', 'PARQUET')),
  from_day date,
  to_day date,
  status text NOT NULL CHECK (status IN ('QUEUED', 'RUNNING', 'READY', 'FAILED', 'EXPIRED')),
  as_of timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),           -- also fences: only the latest attempt may finish the job
  leased_until timestamptz(3),
  expected_rows bigint,
  rows bigint,
  bytes bigint,
  sha256 text,
  file text,
  failure text,                                                        -- for the operator; never shown
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CHECK (from_day <= to_day),
  CHECK ((status = 'RUNNING') = (leased_until IS NOT NULL)),
  CHECK (status <> 'READY' OR (file IS NOT NULL AND sha256 IS NOT NULL AND bytes IS NOT NULL AND rows IS NOT NULL))
);
CREATE INDEX export_jobs_of_person ON export_jobs (requested_by, created_at DESC, id DESC);
CREATE INDEX export_jobs_to_do ON export_jobs (created_at, id) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX export_jobs_to_clean ON export_jobs (expires_at) WHERE status <> 'EXPIRED';

CREATE TABLE idempotency_keys (
  viewer_id uuid NOT NULL,
  mutation text NOT NULL,
  key text NOT NULL,
  input_hash bytea NOT NULL,
  created_id uuid,                                                     -- null only inside the transaction that creates
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (viewer_id, mutation, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
