-- Statements that give to the role $1 what others own in this database: all that a migration can make, but for what belongs to an extension,
-- and for sequences and types that follow their table. REASSIGN OWNED cannot do it: it refuses what the first superuser owns.
WITH owned (class, id, owner, schema) AS (
  SELECT 'pg_class'::regclass, oid, relowner, relnamespace FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, typowner, typnamespace
  FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid
  WHERE typtype IN ('e', 'd', 'r') OR c.relkind = 'c'
  UNION ALL
  SELECT 'pg_proc'::regclass, oid, proowner, pronamespace FROM pg_proc
  UNION ALL
  SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator
  UNION ALL
  SELECT 'pg_opclass'::regclass, oid, opcowner, opcnamespace FROM pg_opclass
  UNION ALL
  SELECT 'pg_opfamily'::regclass, oid, opfowner, opfnamespace FROM pg_opfamily
  UNION ALL
  SELECT 'pg_collation'::regclass, oid, collowner, collnamespace FROM pg_collation
  UNION ALL
  SELECT 'pg_ts_config'::regclass, oid, cfgowner, cfgnamespace FROM pg_ts_config
  UNION ALL
  SELECT 'pg_ts_dict'::regclass, oid, dictowner, dictnamespace FROM pg_ts_dict
  UNION ALL
  SELECT 'pg_statistic_ext'::regclass, oid, stxowner, stxnamespace FROM pg_statistic_ext
)
SELECT format('ALTER %s %s OWNER TO %I', replace(object.type, 'statistics object', 'statistics'), object.identity, $1::text) AS statement
FROM owned
  JOIN pg_namespace n ON n.oid = owned.schema AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
  CROSS JOIN LATERAL pg_identify_object(owned.class, owned.id, 0) AS object
WHERE owned.owner <> (SELECT oid FROM pg_roles WHERE rolname = $1)
  AND NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = owned.class AND d.objid = owned.id
      -- 'e': of an extension; 'a' and 'i': a sequence of a column
      AND (d.deptype = 'e' OR (d.deptype IN ('a', 'i') AND owned.class = 'pg_class'::regclass AND d.refobjsubid > 0))
  )
ORDER BY owned.class, owned.id
