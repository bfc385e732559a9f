-- A post that is emptied and not deleted: its author's account is gone, and what others wrote under it stays.
DO $$
DECLARE name text;
BEGIN
  SELECT conname INTO STRICT name FROM pg_constraint
  WHERE conrelid = 'posts'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%emptied_at IS NULL%OR%deleted_at IS NOT NULL%';
  EXECUTE format('ALTER TABLE posts DROP CONSTRAINT %I', name);
END $$;

-- Accounts that are gone, and how far Posts is with what they left.
CREATE TABLE erasures (
  user_id uuid PRIMARY KEY,
  texts text NOT NULL CHECK (texts IN ('KEEP_WITHOUT_NAME', 'EMPTY')),
  told_at timestamptz(3) NOT NULL,
  done_at timestamptz(3)
);
CREATE INDEX erasures_to_do ON erasures (told_at) WHERE done_at IS NULL;
