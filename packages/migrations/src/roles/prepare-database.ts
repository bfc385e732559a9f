import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { databaseAt, type Role } from './role-url.ts'
import { scramVerifier } from './scram-verifier.ts'

export type PrepareDatabaseOptions = {
  /** The address of a superuser, at a database that every server has, such as `postgres`. Nobody else is told it. */
  server: string
  database: string
  /** Owns the database and all in it, and so migrates it. */
  owner: Role
  /** Reads and writes its rows, and can do nothing else on the server. */
  service: Role
}

/** "forum" and "role" as two 32-bit numbers: who holds this advisory lock of the server's own database changes its roles. */
const lockKey = [0x666f_7275, 0x726f_6c65] as const

/**
 * Makes the database and its two roles if they are absent, and brings what is there over to them: the owner owns all that was made by others,
 * the service may use it, and so it may use what the owner makes later. Nobody else may connect. Any number may run at once, and beside a
 * serving forum.
 */
export async function prepareDatabase({ server, database, owner, service }: PrepareDatabaseOptions): Promise<void> {
  await connected(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1, $2)', [...lockKey])
    for (const role of [owner, service]) await ensureRole(client, role)
    await ensureDatabase(client, database, owner)
    // Whatever is not granted to somebody is everybody's: connecting, temporary tables.
    for (const name of [database, 'postgres', 'template1'])
      await client.query(`REVOKE ALL ON DATABASE ${quoted(name)} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${quoted(database)} TO ${quoted(service.name)}`)
    await connected(databaseAt(server, database), (inside) => bringOver(inside, owner, service))
  })
}

async function ensureRole(client: pg.Client, { name, password }: Role): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
  const verb = rowCount ? 'ALTER' : 'CREATE'
  const rights = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'
  const verifier = client.escapeLiteral(await scramVerifier(password))
  await client.query(`${verb} ROLE ${quoted(name)} WITH ${rights} PASSWORD ${verifier}`)
}

async function ensureDatabase(client: pg.Client, database: string, owner: Role): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1',
    [database],
  )
  if (!rows[0]) await client.query(`CREATE DATABASE ${quoted(database)} OWNER ${quoted(owner.name)}`)
  else if (rows[0].owner !== owner.name)
    await client.query(`ALTER DATABASE ${quoted(database)} OWNER TO ${quoted(owner.name)}`)
}

async function bringOver(client: pg.Client, owner: Role, service: Role): Promise<void> {
  const foreignObjects = await readFile(join(import.meta.dirname, 'foreign-objects.sql'), 'utf8')
  await client.query('BEGIN')
  const { rows } = await client.query<{ statement: string }>(foreignObjects, [owner.name])
  for (const { statement } of rows) await client.query(statement)
  for (const { rights, objects } of grants) {
    await client.query(`GRANT ${rights} ON ALL ${objects} IN SCHEMA public TO ${quoted(service.name)}`)
    await client.query(
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoted(owner.name)} IN SCHEMA public GRANT ${rights} ON ${objects} TO ${quoted(service.name)}`,
    )
  }
  await client.query('COMMIT')
}

/** Functions and types are everybody's who may connect. */
const grants = [
  { rights: 'SELECT, INSERT, UPDATE, DELETE', objects: 'TABLES' },
  { rights: 'USAGE, SELECT', objects: 'SEQUENCES' },
]

const quoted = pg.escapeIdentifier

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end() // ends locks and open transactions with it
  }
}
