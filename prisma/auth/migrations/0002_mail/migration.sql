-- Whose an address is: of the account that verified it (unique), else claimed until `email_claim_ends_at`. A claim that ended keeps its text and
-- claims nothing. Addresses of before there was mail are claims without an end: null.
ALTER TABLE accounts
  ADD COLUMN email_verified_at timestamptz(3),
  ADD COLUMN email_claim_ends_at timestamptz(3),
  -- A mail server has refused the address for good.
  ADD COLUMN email_refused_at timestamptz(3),
  ADD COLUMN language text NOT NULL DEFAULT 'EN' CHECK (language IN ('EN', 'RU')),
  ADD COLUMN timezone text NOT NULL DEFAULT 'UTC' CHECK (length(timezone) BETWEEN 1 AND 64);
DROP INDEX accounts_email_key;
CREATE UNIQUE INDEX accounts_verified_email_key ON accounts (lower(email)) WHERE email_verified_at IS NOT NULL;
CREATE INDEX accounts_email_idx ON accounts (lower(email));

-- Of each account and purpose the newest link alone: a new one takes the place of the older.
CREATE TABLE email_links (
  account_id uuid NOT NULL REFERENCES accounts (id) ON UPDATE NO ACTION ON DELETE RESTRICT,
  purpose text NOT NULL CHECK (purpose IN ('VERIFY', 'CHANGE', 'RESET')),
  id uuid NOT NULL,
  token_hash bytea NOT NULL,
  email text NOT NULL CHECK (length(email) <= 254),
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (account_id, purpose)
);
CREATE UNIQUE INDEX email_links_token_hash_key ON email_links (token_hash);
CREATE INDEX email_links_expires_at_idx ON email_links (expires_at);

CREATE TABLE mails (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Made from what caused the mail, so that it is written once; also the Message-ID.
  dedupe_key text NOT NULL CHECK (dedupe_key ~ '^[a-z0-9.-]{1,200}$'),
  kind text NOT NULL,
  -- What the kind needs to be written; emptied when the mail is done.
  data jsonb NOT NULL,
  state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'SENT', 'DROPPED', 'DEAD')),
  -- Why it was dropped or died.
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  -- When it is tried next; while a worker has it, when another may take it.
  due_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Dropped when it was not sent by then. Null: given up after two days.
  expires_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE UNIQUE INDEX mails_dedupe_key_key ON mails (dedupe_key);
CREATE INDEX mails_due_idx ON mails (due_at) WHERE state = 'WAITING';
CREATE INDEX mails_finished_at_idx ON mails (finished_at);
