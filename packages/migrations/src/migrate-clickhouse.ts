import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { MigrationFailed } from './migration-failed.ts'
import { type Migration, readNumberedFiles } from './migration-folder.ts'
import { sha256 } from './sha256.ts'

export type MigrateClickHouseOptions = {
  url: string
  database: string
  /** A folder of `NNNN_name.sql`, each some statements that end in `;` at the end of a line. */
  directory: string
}

/**
 * Makes the database (Atomic) if it is absent and applies what of `directory` it does not have, in order. ClickHouse has no locks and no
 * transactions over DDL, so every statement must be one that may run twice (IF NOT EXISTS and the like): then any number of these may run at
 * once, and a killed one is simply run again. Answers the names that it applied. Throws MigrationFailed.
 */
export async function migrateClickHouse({ url, database, directory }: MigrateClickHouseOptions): Promise<string[]> {
  const migrations = await readNumberedFiles(directory)
  await makeDatabase(url, database)
  const client = createClient({ url, database, log: quiet, request_timeout: longestStatementMs })
  try {
    await client.command({ query: migrationsTable })
    const applied = await readApplied(client)
    const edited = migrations.find(({ name, sql }) => !isUnchanged(sql, applied.get(name)))
    if (edited)
      throw new MigrationFailed(
        `${edited.name} was edited after it had been applied. Put it back, and write the change as a new migration.`,
      )
    const pending = migrations.filter(({ name }) => !applied.has(name))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.close()
  }
}

/**
 * A text that does the same in another way, as when the old one needed too much memory, names the SHA-256 of the old one in a line
 * `-- Formerly: …`: what that did need not be done again.
 */
function isUnchanged(sql: string, applied: string | undefined): boolean {
  if (applied === undefined || applied === sha256(sql)) return true
  return [...sql.matchAll(/^-- Formerly: ([0-9a-f]{64})$/gm)].some(([, former]) => former === applied)
}

/** What moves all rows of a table takes a minute for each million posts. */
const longestStatementMs = 3_600_000

/** Its errors are thrown; nobody needs them twice. */
const quiet = { level: ClickHouseLogLevel.OFF }

const migrationsTable = `
  CREATE TABLE IF NOT EXISTS schema_migrations (name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
  ENGINE = ReplacingMergeTree ORDER BY name`

async function makeDatabase(url: string, database: string): Promise<void> {
  const client = createClient({ url, log: quiet })
  try {
    await client.command({
      query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier} ENGINE = Atomic',
      query_params: { database },
    })
  } finally {
    await client.close()
  }
}

async function readApplied(client: ClickHouseClient): Promise<Map<string, string>> {
  const result = await client.query({
    query: 'SELECT name, checksum FROM schema_migrations FINAL',
    format: 'JSONEachRow',
  })
  const rows = await result.json<{ name: string; checksum: string }>()
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

async function apply(client: ClickHouseClient, { name, sql }: Migration): Promise<void> {
  const statements = splitStatements(sql)
  const once = statements.find((statement) => !mayRunTwice(statement, statements))
  if (once)
    throw new MigrationFailed(
      `${name}: "${once.slice(0, 80)}" must be able to run twice. Add IF NOT EXISTS or IF EXISTS; insert only into what it makes itself and merges.`,
    )
  for (const query of statements) {
    try {
      await client.command({ query })
    } catch (error) {
      throw new MigrationFailed(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
  await client.insert({
    table: 'schema_migrations',
    values: [{ name, checksum: sha256(sql) }],
    columns: ['name', 'checksum'],
    format: 'JSONEachRow',
  })
}

/** Statements end with `;` at the end of a line; lines that begin with `--` are comments. */
function splitStatements(sql: string): string[] {
  const code = sql.replace(/^\s*--.*$/gm, '')
  return code
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

/** Rows may be inserted again where the migration itself makes their table as one that takes repetitions for one. */
function mayRunTwice(statement: string, all: readonly string[]): boolean {
  const [, filled] = /^INSERT INTO (\w+)\b/i.exec(statement) ?? []
  if (filled) return all.some((one) => merging.exec(one)?.[1] === filled)
  if (/^(CREATE|DROP|RENAME|EXCHANGE)\b/i.test(statement))
    return /\bIF (NOT )?EXISTS\b|^CREATE OR REPLACE\b/i.test(statement)
  if (/^ALTER\b.*\b(ADD|DROP|CLEAR)\b/is.test(statement)) return /\bIF (NOT )?EXISTS\b/i.test(statement)
  return !/^INSERT\b/i.test(statement)
}

const merging = /^CREATE TABLE IF NOT EXISTS (\w+)\b.*ENGINE = (?:Replacing|Aggregating)MergeTree\b/is
