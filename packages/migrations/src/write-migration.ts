import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMigrationFolder } from './migration-folder.ts'
import { noFilters, withOfflineSchemaEngine } from './schema-engine.ts'

/** The schema that the written migrations lead to, kept beside them: what the next diff starts from. */
const migratedSchema = 'migrated.prisma'

/** SQL that leads from one schema.prisma to another (from nothing if `from` is null); an empty string when they are alike. */
export async function diffSchemas(from: string | null, to: string): Promise<string> {
  const target = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] })
  const result = await withOfflineSchemaEngine((engine) =>
    engine.diff({
      from: from === null ? { tag: 'empty' } : target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: noFilters,
    }),
  )
  const sql = (result.stdout ?? '').trim()
  return sql === '-- This is an empty migration.' ? '' : `${sql}\n`
}

/** What schema.prisma of a database folder says that no migration says yet, as SQL; an empty string when there is nothing. */
export async function unwrittenChange(databaseDirectory: string): Promise<string> {
  const schema = await readFile(join(databaseDirectory, 'schema.prisma'), 'utf8')
  const migrated = join(databaseDirectory, 'migrations', migratedSchema)
  return diffSchemas(existsSync(migrated) ? await readFile(migrated, 'utf8') : null, schema)
}

/** Small letters, digits and _: it becomes a folder's name. */
export const isMigrationName = (name: string): boolean => /^[a-z][a-z0-9_]{2,50}$/.test(name)

/**
 * Writes the next `NNNN_name/migration.sql` of a database folder like `prisma/posts` from what schema.prisma changed. It is a draft to be
 * read: checks, triggers and data are the author's. Answers its path; throws when the name is wrong.
 */
export async function writeMigration(databaseDirectory: string, name: string): Promise<string> {
  if (!isMigrationName(name)) throw new Error(`"${name}": a migration is named with small letters, digits and _.`)
  const migrations = join(databaseDirectory, 'migrations')
  await mkdir(migrations, { recursive: true })
  const sql = await unwrittenChange(databaseDirectory)
  const last = (await readMigrationFolder(migrations)).at(-1)?.name ?? '0000'
  const folder = join(migrations, `${String(Number(last.slice(0, 4)) + 1).padStart(4, '0')}_${name}`)
  await mkdir(folder)
  const path = join(folder, 'migration.sql')
  await writeFile(path, sql || '-- schema.prisma says nothing new: write what it cannot say.\n')
  await writeFile(join(migrations, migratedSchema), await readFile(join(databaseDirectory, 'schema.prisma'), 'utf8'))
  return path
}
