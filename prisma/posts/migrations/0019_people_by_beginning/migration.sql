-- without a transaction
-- People by their handle, and by how their handle or name begins.
DROP INDEX CONCURRENTLY IF EXISTS people_handle_begins;

DROP INDEX CONCURRENTLY IF EXISTS people_search_name_begins;

CREATE INDEX CONCURRENTLY people_handle_begins ON people (handle text_pattern_ops, user_id);

CREATE INDEX CONCURRENTLY people_search_name_begins ON people_search (display_name text_pattern_ops, user_id);
