-- An account that its owner deletes is hidden until `deletion_at`, and then erased: its row stays without anything of theirs, for the ids that name it.
ALTER TABLE accounts
  ALTER COLUMN handle DROP NOT NULL,
  ALTER COLUMN email DROP NOT NULL,
  ADD COLUMN deletion_at timestamptz(3),
  ADD COLUMN deletion_texts text CHECK (deletion_texts IN ('KEEP_WITHOUT_NAME', 'EMPTY')),
  ADD CONSTRAINT accounts_named CHECK (status = 'DELETED' OR (handle IS NOT NULL AND email IS NOT NULL)),
  ADD CONSTRAINT accounts_deletion CHECK ((deletion_at IS NULL) = (deletion_texts IS NULL));
CREATE INDEX accounts_deletion_at_idx ON accounts (deletion_at) WHERE deletion_at IS NOT NULL;

-- What is not given again: handles of erased accounts, and the addresses of those that were suspended then, until it would have ended (null: for ever).
-- Each as an HMAC under a key from TOKEN_KEY_SECRET: who reads the table learns no name.
CREATE TABLE gone_names (
  hash bytea PRIMARY KEY,
  until timestamptz(3)
);
CREATE INDEX gone_names_until_idx ON gone_names (until) WHERE until IS NOT NULL;
