-- Time of the processor that an account's texts took counts beside its writes; a preview counts by its time alone.
ALTER TABLE write_counts ADD COLUMN cpu_ms integer NOT NULL DEFAULT 0 CHECK (cpu_ms >= 0);
ALTER TABLE write_counts DROP CONSTRAINT write_counts_count_check;
ALTER TABLE write_counts ADD CONSTRAINT write_counts_count_check CHECK (count >= 0);

-- What an earlier renderer wrote is found by its version and rendered anew, a few at a time. A removed comment has no text.
CREATE INDEX posts_by_renderer ON posts (renderer_version);
CREATE INDEX comments_by_renderer ON comments (renderer_version) WHERE removed_at IS NULL;
