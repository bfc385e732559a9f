-- A deleted post's text is emptied when nobody may bring it back any more, and the comments' under it, which nobody can read either.
-- The checks of title and body hold for every post that has its text; those that stand already are looked at without holding up writers.
ALTER TABLE posts ADD COLUMN emptied_at timestamptz(3) CHECK (emptied_at IS NULL OR deleted_at IS NOT NULL);
ALTER TABLE posts DROP CONSTRAINT posts_title_check;
ALTER TABLE posts DROP CONSTRAINT posts_body_check;
ALTER TABLE posts ADD CONSTRAINT posts_title_check CHECK (CASE WHEN emptied_at IS NULL THEN char_length(title) BETWEEN 1 AND 200 ELSE title = '' END) NOT VALID;
ALTER TABLE posts ADD CONSTRAINT posts_body_check CHECK (CASE WHEN emptied_at IS NULL THEN char_length(body) BETWEEN 1 AND 50000 ELSE body = '' END) NOT VALID;
ALTER TABLE comments ADD COLUMN emptied boolean NOT NULL DEFAULT false;
DO $$
DECLARE name text;
BEGIN
  SELECT conname INTO STRICT name FROM pg_constraint
  WHERE conrelid = 'comments'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%removed_at%body%';
  EXECUTE format('ALTER TABLE comments DROP CONSTRAINT %I', name);
END $$;
ALTER TABLE comments ADD CONSTRAINT comments_text_check CHECK ((removed_at IS NULL AND NOT emptied) = (body <> '')) NOT VALID;
