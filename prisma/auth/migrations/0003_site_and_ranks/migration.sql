-- When the password was given last. Sessions of before have not shown it lately; new ones begin with a password.
ALTER TABLE sessions ADD COLUMN proved_at timestamptz(3);
ALTER TABLE sessions ALTER COLUMN proved_at SET DEFAULT now();

-- PENDING: waits for an admin's yes. Nobody sees the account, and no event has told of it.
ALTER TABLE accounts DROP CONSTRAINT accounts_status_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_status_check CHECK (status IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'DELETED'));
ALTER TABLE accounts
  ADD COLUMN application text CHECK (length(application) <= 2000),
  -- The version of the site's rules that was agreed to at sign-up.
  ADD COLUMN rules_version integer,
  ADD COLUMN invited_by uuid;
CREATE INDEX accounts_pending_idx ON accounts (created_at, id) WHERE status = 'PENDING';
CREATE INDEX accounts_admins_idx ON accounts (id) WHERE role = 'ADMIN';

-- One row: what the place is.
CREATE TABLE site (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  name text NOT NULL DEFAULT 'Social Forum' CHECK (length(name) BETWEEN 1 AND 60),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 1000),
  contact text NOT NULL DEFAULT '' CHECK (length(contact) <= 254),
  registration text NOT NULL DEFAULT 'OPEN' CHECK (registration IN ('OPEN', 'APPROVAL', 'INVITE', 'CLOSED')),
  rules_version integer NOT NULL DEFAULT 0
);
INSERT INTO site DEFAULT VALUES;

-- Retired, never deleted: decisions name them.
CREATE TABLE rules (
  id uuid PRIMARY KEY,
  position integer NOT NULL,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
  text text NOT NULL CHECK (length(text) <= 2000),
  retired_at timestamptz(3)
);

CREATE TABLE invites (
  id uuid PRIMARY KEY,
  inviter_id uuid NOT NULL REFERENCES accounts (id) ON UPDATE NO ACTION ON DELETE RESTRICT,
  code_hash bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  used_at timestamptz(3),
  used_by uuid
);
CREATE UNIQUE INDEX invites_code_hash_key ON invites (code_hash);
CREATE INDEX invites_inviter_id_idx ON invites (inviter_id, created_at);

-- Who did what, to whom, when and from where. Rows are added; of an old one the network address goes, and nothing else ever changes.
CREATE TABLE audit_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  actor_id uuid,
  whom_id uuid,
  detail text NOT NULL DEFAULT '' CHECK (length(detail) <= 500),
  address text,
  at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX audit_entries_actor_idx ON audit_entries (actor_id, id);
CREATE INDEX audit_entries_whom_idx ON audit_entries (whom_id, id);
CREATE INDEX audit_entries_address_idx ON audit_entries (at) WHERE address IS NOT NULL;

CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.address IS NULL
    AND (NEW.id, NEW.kind, NEW.actor_id, NEW.whom_id, NEW.detail, NEW.at) IS NOT DISTINCT FROM (OLD.id, OLD.kind, OLD.actor_id, OLD.whom_id, OLD.detail, OLD.at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit log is only added to';
END $$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_stay();
