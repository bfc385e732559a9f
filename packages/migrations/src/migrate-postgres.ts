import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { MigrationFailed } from './migration-failed.ts'
import { type Migration, readMigrationFolder } from './migration-folder.ts'
import { databaseAt, roleIn } from './roles/role-url.ts'
import { noFilters, withSchemaEngine } from './schema-engine.ts'
import { sha256 } from './sha256.ts'

/** "forum" and "migr" as two 32-bit numbers: who holds this advisory lock of a database migrates it. */
const lockKey = [0x666f_7275, 0x6d69_6772] as const

export type MigratePostgresOptions = {
  url: string
  /** A folder in Prisma's layout, like `prisma/posts/migrations`. */
  directory: string
}

/**
 * Makes the database if it is absent and applies what of `directory` it does not have, in order. Any number may run at once: one works, the
 * others wait and find nothing to do. Answers the names that it applied. Keeps Prisma's own table, so `prisma migrate deploy` works too.
 * Throws MigrationFailed when a migration fails or an applied one was edited.
 */
export async function migratePostgres({ url, directory }: MigratePostgresOptions): Promise<string[]> {
  const migrations = await readMigrationFolder(directory)
  const lock = await connectOrCreate(url)
  try {
    await takeLock(lock)
    const applied = await readApplied(lock)
    refuseEdited(migrations, applied)
    // A script is one transaction, or of statements that may run twice, so one that failed or was killed is simply run again.
    const finished = new Set(applied.filter((row) => row.finished).map((row) => row.migration_name))
    if (migrations.every(({ name }) => finished.has(name)) && finished.size === applied.length) return [] // no need of the engine
    const unfinished = applied.filter(({ finished }) => !finished).map((row) => row.migration_name)
    return await apply(url, directory, migrations, unfinished)
  } finally {
    await lock.end() // ends the lock with it
  }
}

const lockIntervalMs = 100

/** Asked for again and again: one statement that waits would be a transaction, and CREATE INDEX CONCURRENTLY waits for all of those to end. */
async function takeLock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS taken', [
      ...lockKey,
    ])
    if (rows[0]?.taken) return
    await wait(lockIntervalMs)
  }
}

async function apply(url: string, directory: string, migrations: Migration[], unfinished: string[]): Promise<string[]> {
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(directory, 'migration_lock.toml'), 'utf8'),
  }
  const migrationDirectories = migrations.map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
  }))
  const migrationsList = { baseDir: directory, lockfile, migrationDirectories, shadowDbInitScript: '' }
  try {
    return await withSchemaEngine(url, async (engine) => {
      for (const migrationName of unfinished) await engine.markMigrationRolledBack({ migrationName })
      const output = await engine.applyMigrations({ migrationsList, filters: noFilters })
      return output.appliedMigrationNames
    })
  } catch (error) {
    throw new MigrationFailed(`${directory}: ${error instanceof Error ? error.message : JSON.stringify(error)}`, {
      cause: error,
    })
  }
}

type AppliedMigration = { migration_name: string; checksum: string; finished: boolean }

async function readApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: known } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`,
  )
  if (!known[0]?.there) return []
  const { rows } = await client.query<AppliedMigration>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return rows
}

/** Forward only: an applied migration that was edited would be silently left as it was. Prisma keeps the SHA-256 of each script. */
function refuseEdited(migrations: Migration[], applied: AppliedMigration[]): void {
  const sums = new Map(applied.filter(({ finished }) => finished).map((row) => [row.migration_name, row.checksum]))
  const edited = migrations.find(({ name, sql }) => sums.has(name) && sums.get(name) !== sha256(sql))
  if (edited)
    throw new MigrationFailed(
      `${edited.name} was edited after it had been applied. Put it back, and write the change as a new migration.`,
    )
}

async function connectOrCreate(url: string): Promise<pg.Client> {
  try {
    return await connect(url)
  } catch (error) {
    if (!hasCode(error, '3D000')) throw error
  }
  await createDatabase(url)
  return connect(url)
}

async function createDatabase(url: string): Promise<void> {
  const { database: name } = roleIn(url)
  const client = await connect(databaseAt(url, 'postgres'))
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } catch (error) {
    // 42P04 and 23505: another one made it meanwhile.
    if (!hasCode(error, '42P04') && !hasCode(error, '23505')) throw error
  } finally {
    await client.end()
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
