CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  handle text NOT NULL CHECK (handle ~ '^[a-z0-9_]{3,30}$'),
  email text NOT NULL CHECK (email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 254),
  -- Null: a seeded person, who cannot sign in.
  password_hash text,
  role text NOT NULL DEFAULT 'USER' CHECK (role IN ('USER', 'MODERATOR', 'ADMIN')),
  status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED', 'DELETED')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL
);
-- The CHECK makes handles lower case, so this is unique whatever the case.
CREATE UNIQUE INDEX accounts_handle_key ON accounts (handle);
CREATE UNIQUE INDEX accounts_email_key ON accounts (lower(email));

CREATE TABLE profiles (
  user_id uuid PRIMARY KEY REFERENCES accounts (id) ON UPDATE NO ACTION ON DELETE RESTRICT,
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 50),
  bio text NOT NULL DEFAULT '' CHECK (length(bio) <= 500),
  version integer NOT NULL DEFAULT 1
);

-- A login, and so a family of refresh tokens.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id) ON UPDATE NO ACTION ON DELETE RESTRICT,
  client text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at timestamptz(3)
);
CREATE INDEX sessions_account_id_idx ON sessions (account_id);

CREATE TABLE refresh_tokens (
  token_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions (id) ON UPDATE NO ACTION ON DELETE CASCADE,
  used_at timestamptz(3)
);
CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);

CREATE TABLE signing_keys (
  kid text PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  sealed_key bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  activates_at timestamptz(3) NOT NULL
);

CREATE TABLE revocations (
  number bigint PRIMARY KEY,
  session_id uuid,
  user_id uuid,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (num_nonnulls(session_id, user_id) = 1)
);

-- Whoever adds revocations raises this row first and so holds its lock until the commit: numbers become visible in their order, without gaps.
CREATE TABLE revocation_head (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  number bigint NOT NULL DEFAULT 0
);
INSERT INTO revocation_head DEFAULT VALUES;

CREATE TABLE rate_limits (
  bucket bytea PRIMARY KEY,
  points integer NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX rate_limits_expires_at_idx ON rate_limits (expires_at);

CREATE TABLE outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  topic text NOT NULL,
  key text,
  subject text NOT NULL,
  source text NOT NULL,
  time timestamptz(3) NOT NULL,
  data jsonb, -- null: a tombstone
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE outbox_dead (
  seq bigint PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  topic text NOT NULL,
  key text,
  subject text NOT NULL,
  source text NOT NULL,
  time timestamptz(3) NOT NULL,
  data jsonb,
  created_at timestamptz(3) NOT NULL,
  reason text NOT NULL,
  died_at timestamptz(3) NOT NULL DEFAULT now()
);
