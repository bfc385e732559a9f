import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanUp, testStores } from '@forum/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { migratePostgres } from '../migrate-postgres.ts'
import { type PrepareDatabaseOptions, prepareDatabase } from './prepare-database.ts'
import { databaseAt, roleUrl } from './role-url.ts'

const postsMigrations = join(import.meta.dirname, '../../../../prisma/posts/migrations')

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}

const deniedPrivilege = { code: '42501' }
const wrongPassword = { code: '28P01' }

/** Names that nobody has on this server yet, and the three addresses. */
function absent() {
  const name = `forum_test_roles_${randomBytes(6).toString('hex')}`
  const { postgresUrl: server } = testStores()
  const role = (kind: string) => ({ name: `${name}_${kind}`, password: randomBytes(12).toString('hex') })
  const options: PrepareDatabaseOptions = { server, database: name, owner: role('owner'), service: role('service') }
  cleanUp(async () => {
    await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    for (const kind of ['owner', 'service']) await query(server, `DROP ROLE IF EXISTS ${name}_${kind}`)
  })
  return {
    options,
    superuser: databaseAt(server, name),
    owner: roleUrl(server, name, options.owner),
    service: roleUrl(server, name, options.service),
  }
}

async function migrations(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'forum-roles-'))
  cleanUp(() => rm(directory, { recursive: true }))
  await writeFile(join(directory, 'migration_lock.toml'), 'provider = "postgresql"\n')
  for (const [name, sql] of Object.entries(files)) {
    await mkdir(join(directory, name))
    await writeFile(join(directory, name, 'migration.sql'), sql)
  }
  return directory
}

const notes = 'CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY, serial serial, text text);'

test('the service reads and writes what the owner made, and can do nothing else', async () => {
  const { options, owner, service } = absent()
  await prepareDatabase(options)
  await migratePostgres({ url: owner, directory: await migrations({ '0001_init': notes }) })

  await query(service, `INSERT INTO notes (text) VALUES ('a'), ('b')`)
  await query(service, `UPDATE notes SET text = 'c' WHERE text = 'b'`)
  await query(service, `DELETE FROM notes WHERE text = 'a'`)
  expect(await query(service, 'SELECT text FROM notes FOR NO KEY UPDATE')).toEqual([{ text: 'c' }])

  for (const refused of [
    'CREATE TABLE mine (id int)',
    'CREATE TEMPORARY TABLE mine (id int)',
    'CREATE SCHEMA mine',
    'ALTER TABLE notes ADD more text',
    'DROP TABLE notes',
    'TRUNCATE notes',
    'CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'CREATE EXTENSION citext',
    'CREATE DATABASE mine',
    'CREATE ROLE mine',
    `COPY notes (text) TO PROGRAM 'cat'`,
    `COPY notes (text) FROM PROGRAM 'id'`,
    `COPY notes (text) TO '/tmp/forum-notes'`,
    `COPY notes (text) FROM '/etc/passwd'`,
    `SELECT pg_read_file('/etc/passwd')`,
    `SELECT lo_import('/etc/passwd')`,
    'SELECT passwd FROM pg_shadow',
    `ALTER SYSTEM SET log_statement = 'all'`,
    `ALTER ROLE ${options.service.name} SUPERUSER`,
    `SET ROLE ${options.owner.name}`,
  ])
    await expect(query(service, refused), refused).rejects.toMatchObject(deniedPrivilege)
})

test('each role has its own database and no other', async () => {
  const [posts, stats] = [absent(), absent()]
  await Promise.all([prepareDatabase(posts.options), prepareDatabase(stats.options)])
  const { server } = posts.options
  for (const database of [stats.options.database, 'postgres', 'template1']) {
    const url = roleUrl(server, database, posts.options.service)
    await expect(query(url, 'SELECT 1'), database).rejects.toMatchObject(deniedPrivilege)
  }
})

test('a wrong password, and none, are refused', async () => {
  const { options } = absent()
  await prepareDatabase(options)
  const { server, database, service } = options
  const as = (password: string) => query(roleUrl(server, database, { ...service, password }), 'SELECT 1')
  await expect(as('wrong')).rejects.toMatchObject(wrongPassword)
  await expect(as('')).rejects.toThrow(/password/)
})

test('another password counts from the next time on, and several at once are one', async () => {
  const { options } = absent()
  await prepareDatabase(options)
  const service = { ...options.service, password: 'anotherone' }
  await Promise.all(Array.from({ length: 4 }, () => prepareDatabase({ ...options, service })))
  const url = (role: typeof service) => roleUrl(options.server, options.database, role)
  expect(await query(url(service), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await expect(query(url(options.service), 'SELECT 1')).rejects.toMatchObject(wrongPassword)
})

/** Whatever of this database has another owner than this role, but for what extensions brought. */
const strangers = `
  SELECT object.type, object.identity, shared.owner FROM (
    SELECT 'pg_class'::regclass AS class, oid, relowner AS owner, relnamespace AS place FROM pg_class WHERE relkind <> 't'
    UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typnamespace FROM pg_type
    UNION ALL SELECT 'pg_proc'::regclass, oid, proowner, pronamespace FROM pg_proc
    UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgowner, cfgnamespace FROM pg_ts_config
    UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictowner, dictnamespace FROM pg_ts_dict
    UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxowner, stxnamespace FROM pg_statistic_ext
    UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator
  ) AS shared CROSS JOIN LATERAL pg_identify_object(class, shared.oid, 0) AS object
  WHERE place = 'public'::regnamespace AND pg_get_userbyid(owner) <> $1
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = class AND d.objid = shared.oid AND deptype = 'e')
    AND NOT EXISTS (
      SELECT FROM pg_type element JOIN pg_depend ON classid = 'pg_type'::regclass AND objid = element.oid AND deptype = 'e'
      WHERE class = 'pg_type'::regclass AND element.typarray = shared.oid
    )`

test('a database that a superuser made and migrated is brought over with all that is in it, and migrated on', async () => {
  const { options, superuser, owner, service } = absent()
  await migratePostgres({ url: superuser, directory: postsMigrations })
  await query(
    superuser,
    `${notes}
    INSERT INTO notes (text) VALUES ('old');
    CREATE VIEW texts AS SELECT text FROM notes;
    CREATE MATERIALIZED VIEW kept AS SELECT text FROM notes;
    CREATE SEQUENCE alone;
    CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
    CREATE TYPE pair AS (a int, b int);
    CREATE STATISTICS together ON serial, text FROM notes;
    CREATE OPERATOR <<<< (LEFTARG = tsquery, RIGHTARG = tsquery, FUNCTION = tsquery_and);`,
  )
  expect((await query(superuser, strangers, [options.owner.name])).length).toBeGreaterThan(100)

  await prepareDatabase(options)
  expect(await query(superuser, strangers, [options.owner.name])).toEqual([])
  expect(await query(service, 'SELECT text FROM texts')).toEqual([{ text: 'old' }])
  await query(service, `INSERT INTO notes (text) VALUES ('new')`)
  expect(await query(service, `SELECT nextval('alone') AS next`)).toEqual([{ next: '1' }])

  const more = await migrations({
    '0001_more': `ALTER TABLE notes ADD more int; CREATE TABLE later (id serial); ALTER TYPE visibility ADD VALUE 'LATER';
      CREATE OR REPLACE VIEW texts AS SELECT text, more FROM notes;`,
  })
  await query(owner, 'DELETE FROM _prisma_migrations') // the posts' own, which this folder does not have
  expect(await migratePostgres({ url: owner, directory: more })).toEqual(['0001_more'])
  await query(service, 'INSERT INTO later DEFAULT VALUES')
  expect(await query(service, 'SELECT id, more FROM later, texts LIMIT 1')).toEqual([{ id: 1, more: null }])
})

test("all of the forum's own migrations run as the owner, on a database that is new", async () => {
  const { options, superuser, owner, service } = absent()
  await prepareDatabase(options)
  await migratePostgres({ url: owner, directory: postsMigrations })
  expect(await query(superuser, strangers, [options.owner.name])).toEqual([])
  expect(await query(service, `SELECT forum_tag_name('Ёлка') AS tag`)).toHaveLength(1)
})
