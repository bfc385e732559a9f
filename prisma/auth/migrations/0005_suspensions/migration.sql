-- The id is the act's. What has ended stays: the person's earlier acts.
CREATE TABLE suspensions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON UPDATE NO ACTION ON DELETE RESTRICT,
  actor_id uuid NOT NULL,
  rule_id uuid REFERENCES rules (id) ON UPDATE NO ACTION ON DELETE RESTRICT,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  since timestamptz(3) NOT NULL DEFAULT now(),
  -- Null: without an end.
  until timestamptz(3),
  ended_at timestamptz(3)
);
-- Of each account at most one runs.
CREATE UNIQUE INDEX suspensions_running_key ON suspensions (account_id) WHERE ended_at IS NULL;
CREATE INDEX suspensions_until_idx ON suspensions (until) WHERE ended_at IS NULL;
CREATE INDEX suspensions_account_id_idx ON suspensions (account_id, since);
